package io.tokenwell.example.cli;

import io.r2dbc.spi.Readable;
import io.tokenwell.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a row. Its secrets never leave the database.
 *
 * @param id id of the row
 * @param platform its platform
 * @param type its type
 * @param status its status
 * @param expiresAt when its token expires, null if unknown or if it has no token
 * @param version its {@code _token_version}, 0 if none
 * @param hasRefreshToken whether there is one
 * @param claim the claim on it, null if there is none
 * @param now the database's time
 * @param marked whether the refresh token that it has now is marked as refused
 */
record StoredAccount(
        String id,
        String platform,
        String type,
        String status,
        @Nullable Instant expiresAt,
        long version,
        boolean hasRefreshToken,
        @Nullable StoredClaim claim,
        Instant now,
        boolean marked) {

    static StoredAccount of(Readable row) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put(Credentials.EXPIRES_AT, row.get("expires_at", String.class));
        shown.put(Credentials.TOKEN_VERSION, row.get("token_version", String.class));
        Credentials credentials = Credentials.of(shown);
        boolean hasToken = Boolean.TRUE.equals(row.get("has_access_token", Boolean.class));
        return new StoredAccount(
                id(row),
                text(row, "platform"),
                text(row, "type"),
                text(row, "status"),
                hasToken ? credentials.expiresAt().orElse(null) : null,
                credentials.tokenVersion(),
                Boolean.TRUE.equals(row.get("has_refresh_token", Boolean.class)),
                StoredClaim.of(row),
                Optional.ofNullable(row.get("now", Instant.class)).orElse(Instant.EPOCH),
                false);
    }

    /** The same account, found marked. */
    StoredAccount asMarked() {
        return new StoredAccount(id, platform, type, status, expiresAt, version, hasRefreshToken, claim, now, true);
    }

    /** What is left of the token's life; null if that is unknown. */
    @Nullable
    Duration lifeLeft() {
        return expiresAt == null ? null : Duration.between(now, expiresAt);
    }

    /**
     * Whether the claim is about the row's credentials. Those that were stored after it began end it, whatever it says:
     * their version is the time at which they came.
     */
    boolean isClaimOfThese(StoredClaim of) {
        return version <= of.startedAt().toEpochMilli();
    }

    static String id(Readable row) {
        return text(row, "id");
    }

    static String text(Readable row, String column) {
        @Nullable String text = row.get(column, String.class);
        return text == null ? "" : text;
    }
}
