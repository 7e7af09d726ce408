package io.tokenwell.spi;

import io.tokenwell.TokenEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Hears what the pipeline does, to count and trace it. Called in the midst of the work, often for {@link #answered}, by many
 * threads at once: implementations are safe for use by any thread, never block, and are quick. What they throw is logged
 * and has no other effect. Nothing that is told here is secret or, but for {@link #told}, names an account.
 */
public interface RefreshObserver {

    /** Hears nothing. */
    RefreshObserver NONE = new RefreshObserver() {};

    /**
     * A provider begins to tell this observer.
     *
     * @param levels what can be read from it at any time
     */
    default void attached(Levels levels) {}

    /**
     * A call ended for its caller.
     *
     * @param outcome how
     */
    default void answered(RequestOutcome outcome) {}

    /**
     * The account was found held by another; the call waits, unless it has waited enough. Told at each try.
     *
     * @param held what was held
     */
    default void contended(Held held) {}

    /**
     * A call has waited for another's refresh. Told at each wait, of which a call may have several.
     *
     * @param wait how long it was by the clock, not as planned
     */
    default void waited(Duration wait) {}

    /**
     * A refresh token is about to be sent.
     *
     * @param platform the account's platform
     * @param starter Reactor context of the call that started the work, empty if it has none
     * @return hears how it goes on; one for each redemption
     */
    default Redeeming redeeming(String platform, ContextView starter) {
        return Redeeming.UNHEARD;
    }

    /**
     * A refresh that was due ended, for those who wait for it. If callers were told that there was no answer and one comes
     * later, both are told.
     *
     * @param result how it ended
     */
    default void refreshed(RefreshResult result) {}

    /**
     * Refresh-ahead has searched the table for tokens that end soon, and is done with all it found.
     *
     * @param platform the platform it searched for
     * @param answered whether the table answered to the end
     */
    default void lookedAhead(String platform, boolean answered) {}

    /**
     * Refresh-ahead is done with an account that it had found. Beside this, a refresh is told as any other's.
     *
     * @param platform the account's platform
     * @param outcome what became of it
     */
    default void endedAhead(String platform, AheadOutcome outcome) {}

    /**
     * An event, told before listeners of {@code events()} hear of it.
     *
     * @param event the event
     */
    default void told(TokenEvent event) {}

    /**
     * A listener of {@code events()} is so slow that this event was dropped from its backlog.
     *
     * @param event the event
     */
    default void unheard(TokenEvent event) {}

    /** What others can hold of an account. */
    enum Held {
        /** The lock. */
        LOCK,
        /** The claim, which decides. */
        CLAIM
    }

    /** Hears of one redemption. Used by one thread after the other. */
    interface Redeeming {

        /** Hears nothing. */
        Redeeming UNHEARD = new Redeeming() {};

        /**
         * Adds what the token endpoint's call should find in its Reactor context.
         *
         * @param endpoint the context as it is
         * @return the context to use
         */
        default Context within(Context endpoint) {
            return endpoint;
        }

        /**
         * The redemption is over, tries that sent nothing included.
         *
         * @param result how it ended
         * @param took how long it took, however long callers waited
         * @param failure the error, null if it succeeded; no secret is in it
         */
        default void ended(RefreshResult result, Duration took, @Nullable Throwable failure) {}
    }

    /** What a provider can be asked at any time. Asks no store. */
    interface Levels {

        /**
         * Accounts whose calls are under way.
         *
         * @return how many
         */
        int workUnderWay();

        /**
         * Redeemed credentials that the account table has not taken.
         *
         * @return how many
         */
        int unsavedRotations();

        /**
         * Those of them that are lost if this process ends.
         *
         * @return how many
         */
        int unsharedRotations();

        /**
         * Accounts that this process knows to be cooling down.
         *
         * @return how many, those that need a login not counted
         */
        int coolingDown();

        /**
         * Platforms whose servers refuse one account after the other.
         *
         * @return how many
         */
        default int platformsResting() {
            return 0;
        }

        /**
         * Accounts that calls to this process have found to need a new login in the last ten minutes, and have seen no token of
         * since.
         *
         * @return how many
         */
        int loginsNeeded();
    }
}
