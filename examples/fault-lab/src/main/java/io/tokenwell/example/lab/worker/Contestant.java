package io.tokenwell.example.lab.worker;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Somebody who keeps tokens valid, as one instance has it. Safe for use by any thread. */
public interface Contestant {

    /**
     * What a caller asks for.
     *
     * @param accountId the account
     * @return emits a token or errors; completing empty counts as an error
     */
    Mono<String> accessToken(long accountId);

    /**
     * What an application does after a new login.
     *
     * @param accountId the account
     * @return completes when the contestant was told
     */
    Mono<Void> forget(long accountId);

    /**
     * Whether a caller may come back after an error.
     *
     * @param failure what {@link #accessToken} ended with
     * @return true if the same call may succeed without anybody's help
     */
    boolean retryable(Throwable failure);

    /**
     * Does what an application does before it ends, and returns when that is done. Who knows no end has nothing to do.
     *
     * @param limit how long it may wait for what is under way
     */
    default void close(Duration limit) {}

    /**
     * Connections in use and waited for.
     *
     * @return the figures
     */
    PoolFigures stats();

    /**
     * A connection pool at one moment.
     *
     * @param acquired connections in use
     * @param pending callers that wait for one
     */
    record PoolFigures(int acquired, int pending) {}
}
