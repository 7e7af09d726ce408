package io.tokenwell.simulation;

/** The ways of an instance to all others. */
record Links(Link redis, Link news, Link table, Link endpoint) {

    void mend() {
        redis.mend();
        news.mend();
        table.mend();
        endpoint.mend();
    }
}
