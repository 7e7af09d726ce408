package io.tokenwell.example.cli;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the claims table: the attempt that runs, or the last one that did not end well.
 *
 * @param owner who attempts
 * @param startedAt by the database's clock
 * @param claimedUntil by the database's clock
 * @param outcome how it ended, null while it runs
 * @param reason why it ended so
 * @param lostOwner who was at it before and never said how it ended
 * @param lostSince since when
 */
record StoredClaim(
        String owner,
        Instant startedAt,
        Instant claimedUntil,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String lostOwner,
        @Nullable Instant lostSince) {

    static @Nullable StoredClaim of(Readable row) {
        @Nullable String owner = row.get("owner", String.class);
        @Nullable Instant startedAt = row.get("started_at", Instant.class);
        @Nullable Instant claimedUntil = row.get("claimed_until", Instant.class);
        if (owner == null || startedAt == null || claimedUntil == null) {
            return null;
        }
        return new StoredClaim(
                owner,
                startedAt,
                claimedUntil,
                row.get("outcome", String.class),
                row.get("reason", String.class),
                row.get("lost_owner", String.class),
                row.get("lost_since", Instant.class));
    }

    String outcomeOr(String running) {
        return outcome == null ? running : outcome;
    }
}
