package io.tokenwell.redis;

/** Hears what Redis announces. Called by several threads; must not block. */
interface TrackingListener {

    /** What its clocks show. */
    Moment now();

    /** All that was changed before has been told. */
    void alive(Moment asOf);

    /** From now on every change is told. */
    void tracked();

    /** From now on changes may go untold. */
    void lost();

    /** A key was written, deleted, or has expired. */
    void changed(String redisKey);

    /** Any key may have changed. */
    void allChanged();
}
