package io.tokenwell.example.gateway.page;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of an account: the row without its tokens, and the claim on it.
 *
 * @param version of the credentials: when they were written, in epoch milliseconds; 0 if unknown
 * @param claim who refreshes or tried to, or null
 */
record AccountRow(
        long id,
        String platform,
        String type,
        String status,
        @Nullable Instant expiresAt,
        long version,
        @Nullable Claim claim) {

    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    /**
     * A row of the table of claims.
     *
     * @param left how much longer it holds, on the database's clock; negative when it has run out
     * @param outcome how the attempt ended, null while it runs
     */
    record Claim(
            String owner,
            Instant startedAt,
            Duration left,
            @Nullable String outcome,
            @Nullable String reason) {

        boolean holds() {
            return !left.isNegative() && !left.isZero();
        }

        /** The instance, without what tells its attempts apart. */
        String instance() {
            int end = owner.lastIndexOf('/');
            return end < 0 ? owner : owner.substring(0, end);
        }
    }

    /** The claim, unless the credentials are newer: then it was about a refresh token that is gone. */
    @Nullable
    Claim claimOnTheseCredentials() {
        Claim last = claim;
        return last == null || last.startedAt().toEpochMilli() < version ? null : last;
    }

    /** From the writing of the credentials to the token's end; null if that is no time that a token lives for. */
    @Nullable
    Duration life() {
        if (expiresAt == null) {
            return null;
        }
        Duration life = Duration.between(Instant.ofEpochMilli(version), expiresAt);
        return life.isNegative() || life.compareTo(LONGEST_LIFE) > 0 ? null : life;
    }
}
