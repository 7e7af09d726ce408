package io.tokenwell.simulation;

/** What becomes of a request on its way. */
enum Fate {
    FINE,
    /** Both ways take long. */
    SLOW,
    /** Done in time, answered late. */
    SLOW_REPLY,
    /** Refused: nothing was done. */
    REFUSED,
    /** Done, and an error instead of the reply. */
    REPLY_LOST,
    /** Nothing was done, and nobody says so. */
    SWALLOWED,
    /** Done, and nobody says so. */
    SILENT,
    /** Done much later than the asker believes. */
    LATE,
    /** Done, and done once more a while later. */
    TWICE
}
