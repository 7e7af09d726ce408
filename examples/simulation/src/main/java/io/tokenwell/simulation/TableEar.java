package io.tokenwell.simulation;

/** Hears of each change of a row, and of who was granted its claim. */
interface TableEar {

    void changed(long account);

    void claimed(String owner, long account);

    /** Its holder knows of it. */
    void told(String owner, long account);

    void ended(String owner, long account);

    /** Somebody's transaction holds the row. */
    void locked(long account, long until);
}
