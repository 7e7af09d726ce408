package io.tokenwell.simulation;

/** What can go wrong, or be done to a fleet. */
enum Mishap {
    REDIS_TROUBLE,
    /** Nobody reaches Redis for a while: only the claims keep instances apart. */
    REDIS_AWAY,
    REDIS_FORGETS,
    TABLE_TROUBLE,
    /** Nobody reaches the table for as long as claim and grace last, and somewhat longer. */
    TABLE_AWAY,
    /** The same for a few seconds. */
    TABLE_AWAY_SHORTLY,
    ROW_LOCKED,
    ENDPOINT_TROUBLE,
    ENDPOINT_MOOD,
    ANSWERS_LOST,
    CRASH,
    PAUSE,
    SUSPEND,
    CLOCK_JUMP,
    LOGIN,
    EDIT,
    DISABLE,
    DELETE,
    ROLL,
    INVALIDATE
}
