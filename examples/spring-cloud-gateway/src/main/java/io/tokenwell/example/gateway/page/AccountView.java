package io.tokenwell.example.gateway.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tokenwell.Account;
import io.tokenwell.example.gateway.page.AccountRow.Claim;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as the page shows it.
 *
 * @param expiresAt when its token ends, or null if that is unknown
 * @param refreshedAt when its credentials were written, or null if they do not say
 * @param lifeMillis from the one to the other, or null
 * @param refreshing who holds the claim on it now, or null
 * @param reason why it cools down or needs a login, or null
 * @param pauseMillis how much longer nobody tries, or null
 * @param waiting callers of this instance who have no answer yet
 */
record AccountView(
        long id,
        String platform,
        String type,
        String status,
        State state,
        @Nullable Instant expiresAt,
        @Nullable Instant refreshedAt,
        @Nullable Long lifeMillis,
        @Nullable Refreshing refreshing,
        @Nullable String reason,
        @Nullable Long pauseMillis,
        int waiting) {

    /** What is to be said of it first. */
    enum State {
        @JsonProperty("fresh")
        FRESH,
        @JsonProperty("due")
        DUE,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("refreshing")
        REFRESHING,
        @JsonProperty("cooling-down")
        COOLING_DOWN,
        @JsonProperty("login-required")
        LOGIN_REQUIRED,
        @JsonProperty("expiry-unknown")
        EXPIRY_UNKNOWN,
        @JsonProperty("not-in-use")
        NOT_IN_USE
    }

    /**
     * The claim under which it is refreshed.
     *
     * @param silent whether the claim has run out without a word
     */
    record Refreshing(String instance, String claim, Instant since, boolean silent) {

        static Refreshing of(Claim claim) {
            return new Refreshing(claim.instance(), claim.owner(), claim.startedAt(), !claim.holds());
        }
    }

    static AccountView of(AccountRow row, Instant now, Duration skew, int waiting) {
        @Nullable Claim claim = row.claimOnTheseCredentials();
        State state = state(row, claim, now, skew);
        boolean running = claim != null && claim.outcome() == null;
        boolean paused = state == State.COOLING_DOWN;
        @Nullable Duration life = row.life();
        return new AccountView(
                row.id(),
                row.platform(),
                row.type(),
                row.status(),
                state,
                row.expiresAt(),
                life == null ? null : Instant.ofEpochMilli(row.version()),
                life == null ? null : life.toMillis(),
                claim != null && running ? Refreshing.of(claim) : null,
                claim != null && (paused || state == State.LOGIN_REQUIRED) ? claim.reason() : null,
                claim != null && paused ? claim.left().toMillis() : null,
                waiting);
    }

    private static State state(AccountRow row, @Nullable Claim claim, Instant now, Duration skew) {
        if (!row.status().equals(Account.ACTIVE)) {
            return State.NOT_IN_USE;
        }
        if (claim != null && "refused".equals(claim.outcome())) {
            return State.LOGIN_REQUIRED;
        }
        if (claim != null && claim.holds() && !"abandoned".equals(claim.outcome())) {
            return claim.outcome() == null ? State.REFRESHING : State.COOLING_DOWN;
        }
        return row.expiresAt() == null ? State.EXPIRY_UNKNOWN : freshness(Duration.between(now, row.expiresAt()), skew);
    }

    private static State freshness(Duration left, Duration skew) {
        if (left.isNegative() || left.isZero()) {
            return State.EXPIRED;
        }
        return left.compareTo(skew) <= 0 ? State.DUE : State.FRESH;
    }
}
