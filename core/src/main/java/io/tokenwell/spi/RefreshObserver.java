package io.tokenwell.spi;

import io.tokenwell.TokenEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Observer of what a provider does, to count and trace it. The provider calls it in the middle of its work,
 * {@link #onRequest} for every request, on many threads at once: implementations are safe for use by any thread, never
 * block, and return quickly. What they throw is logged and has no other effect. No argument contains a secret, and only
 * those of {@link #onEvent} and {@link #onEventDropped} name an account.
 *
 * @since 0.1
 */
public interface RefreshObserver {

    /** Ignores everything. */
    RefreshObserver NOOP = new RefreshObserver() {};

    /**
     * Notifies that a provider starts to use this observer, once per provider.
     *
     * @param gauges values that can be read from the provider at any time
     */
    default void bindTo(Gauges gauges) {}

    /**
     * Notifies that a request has ended for its caller.
     *
     * @param outcome how it ended
     */
    default void onRequest(RequestOutcome outcome) {}

    /**
     * Notifies that an account was found held by another owner. The request waits, unless it has waited long enough.
     * Called on each try.
     *
     * @param held what was held
     */
    default void onContention(Held held) {}

    /**
     * Notifies that a request has waited for the refresh of another owner. Called on each wait; a request may have
     * several.
     *
     * @param wait measured length of the wait, not the planned one
     */
    default void onWait(Duration wait) {}

    /**
     * Notifies that a refresh token is about to be sent.
     *
     * @param platform the account's platform
     * @param starter Reactor context of the request that started the work, empty if there is none
     * @return the observer of this redemption; one per redemption
     */
    default Redeeming onRedemption(String platform, ContextView starter) {
        return Redeeming.NOOP;
    }

    /**
     * Notifies that a refresh that was due has ended for its waiters. If the waiters received no answer in time and one
     * arrives later, both ends are reported.
     *
     * @param result how it ended
     */
    default void onRefresh(RefreshResult result) {}

    /**
     * Notifies that refresh-ahead has scanned the table for tokens that expire soon, and has handled all that it found.
     *
     * @param platform the platform of the scan
     * @param answered whether the table answered until the end
     */
    default void onScan(String platform, boolean answered) {}

    /**
     * Notifies that refresh-ahead has handled an account that the scan found. The refresh itself is reported like any
     * other.
     *
     * @param platform the account's platform
     * @param outcome the result for the account
     */
    default void onRefreshAhead(String platform, AheadOutcome outcome) {}

    /**
     * Receives each event before the subscribers of {@code events()} receive it.
     *
     * @param event the event
     */
    default void onEvent(TokenEvent event) {}

    /**
     * Notifies that a subscriber of {@code events()} is so slow that this event was dropped from its backlog.
     *
     * @param event the event
     */
    default void onEventDropped(TokenEvent event) {}

    /** Part of an account that another owner holds. */
    enum Held {
        /** The lock. */
        LOCK,
        /** The claim, which decides. */
        CLAIM
    }

    /** Observer of one redemption. Used by one thread after the other. */
    interface Redeeming {

        /** Ignores everything. */
        Redeeming NOOP = new Redeeming() {};

        /**
         * Returns the Reactor context for the call of the token endpoint.
         *
         * @param endpoint the context without additions
         * @return the context to use
         */
        default Context contextFor(Context endpoint) {
            return endpoint;
        }

        /**
         * Notifies that the redemption has ended, including attempts that sent nothing.
         *
         * @param result how it ended
         * @param took length of the redemption, independent of how long callers waited
         * @param failure the error, or null if the redemption succeeded; contains no secret
         */
        default void onEnd(RefreshResult result, Duration took, @Nullable Throwable failure) {}
    }

    /** Values that can be read from a provider at any time. Reading them calls no store. */
    interface Gauges {

        /**
         * Returns the number of accounts with requests under way.
         *
         * @return the number
         */
        int workUnderWay();

        /**
         * Returns the number of redeemed credentials that the account table has not taken.
         *
         * @return the number
         */
        int unsavedRotations();

        /**
         * Returns the number of unsaved rotations that are lost if this process ends.
         *
         * @return the number
         */
        int unsharedRotations();

        /**
         * Returns the number of accounts that are known to this process to be cooling down.
         *
         * @return the number, without the accounts that need a login
         */
        int coolingDown();

        /**
         * Returns the number of platforms whose servers refuse one account after the other.
         *
         * @return the number
         */
        default int platformsResting() {
            return 0;
        }

        /**
         * Returns the number of accounts that requests to this process have found to need a new login in the last ten
         * minutes, and for which no token was seen since.
         *
         * @return the number
         */
        int loginsNeeded();
    }
}
