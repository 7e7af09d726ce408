package io.tokenwell.example.cli;

import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an account fares. */
enum AccountState {
    LOGIN_REQUIRED("login-required"),
    REFRESHING("refreshing"),
    COOLING_DOWN("cooling-down"),
    EXPIRED("expired"),
    DUE("due"),
    VALID("valid");

    private final String label;

    AccountState(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }

    /**
     * A state, and why.
     *
     * @param state the state
     * @param note what more there is to say, null for nothing
     */
    record Finding(AccountState state, @Nullable String note) {}

    /** The first of these that holds. */
    static Finding of(StoredAccount account, @Nullable SharedCooldown shared, Duration refreshSkew) {
        @Nullable Finding attempt = ofClaim(account);
        if (attempt != null) {
            return attempt;
        }
        if (shared != null && shared.version() == account.version()) {
            return new Finding(
                    COOLING_DOWN,
                    shared.cooldown().reason() + ", for "
                            + Durations.readable(shared.cooldown().length()));
        }
        return ofToken(account, refreshSkew);
    }

    private static @Nullable Finding ofClaim(StoredAccount account) {
        @Nullable StoredClaim claim = account.claim();
        if (claim != null && account.marked()) {
            return new Finding(LOGIN_REQUIRED, claim.reason());
        }
        if (claim == null || !account.isClaimOfThese(claim)) {
            return null;
        }
        boolean lasts = claim.claimedUntil().isAfter(account.now());
        String ends = "until " + claim.claimedUntil();
        return switch (claim.outcomeOr("running")) {
            case "running" -> lasts ? new Finding(REFRESHING, "by " + claim.owner()) : null;
            case "failed", "unknown" -> lasts ? new Finding(COOLING_DOWN, claim.reason() + ", " + ends) : null;
            default -> null;
        };
    }

    private static Finding ofToken(StoredAccount account, Duration refreshSkew) {
        @Nullable Duration left = account.lifeLeft();
        if (left != null && left.compareTo(refreshSkew) > 0) {
            return new Finding(VALID, null);
        }
        if (!account.hasRefreshToken() && account.platform().equals(Platform.OPENAI.name())) {
            return new Finding(LOGIN_REQUIRED, "it has no refresh token");
        }
        if (left == null) {
            return new Finding(DUE, "its expiry is unknown");
        }
        return new Finding(left.isNegative() || left.isZero() ? EXPIRED : DUE, null);
    }
}
