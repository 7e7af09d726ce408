package io.tokenwell.redis;

/** Receives the announcements of Redis. Called by several threads; must not block. */
interface TrackingListener {

    /** Returns the current moment on the clocks of the listener. */
    Moment now();

    /** All changes before this moment have been announced. */
    void alive(Moment asOf);

    /** From now on every change is announced. */
    void tracked();

    /** From now on changes may be missed. */
    void lost();

    /** A key was written or deleted, or has expired. */
    void changed(String redisKey);

    /** Any key may have changed. */
    void allChanged();
}
