package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.Credentials;
import io.tokenwell.Rejection;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.spi.TokenGrant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges what the endpoint granted into the stored credentials, as far as it can be used and stored. */
public final class GrantMerge {

    private static final Logger log = LoggerFactory.getLogger(GrantMerge.class);

    private final Freshness freshness;
    private final ForcedRefreshes forcedRefreshes;
    private final Clock clock;

    /**
     * What a redemption gave.
     *
     * @param credentials the whole new document
     * @param lifetimeKnown whether the answer told how long the token lives
     * @param begun when it began, by the time that has elapsed
     * @param defect why its access token is unusable, or null; the refresh token may be new all the same
     */
    public record Rotation(
            Credentials credentials,
            boolean lifetimeKnown,
            Duration begun,
            @Nullable TokenEndpointException defect) {}

    public GrantMerge(Freshness freshness, ForcedRefreshes forcedRefreshes, Clock clock) {
        this.freshness = freshness;
        this.forcedRefreshes = forcedRefreshes;
        this.clock = clock;
    }

    /** Returns the rotation; {@code forced} is how the row's token was rejected before it was due, or null. */
    public Rotation merged(Account row, TokenGrant grant, @Nullable Rejection forced, Duration begun) {
        Map<String, @Nullable Object> changes = storable(grant);
        Credentials answer = Credentials.of(changes);
        warnOf(row, answer);
        TokenEndpointException defect = defectOf(row, answer);
        if (defect != null) {
            changes.keySet().retainAll(Set.of(Credentials.REFRESH_TOKEN));
        } else if (!changes.containsKey(Credentials.EXPIRES_AT) && freshness.expired(row.credentials())) {
            // The stored expiry is that of the old token; the expiry of the new one is unknown.
            changes.put(Credentials.EXPIRES_AT, null);
        }
        changes.computeIfPresent(Credentials.ACCESS_TOKEN, (key, token) -> exposed(answer.accessToken()));
        // RFC 6749 section 6: an answer without a refresh token leaves the old one in force.
        changes.computeIfPresent(Credentials.REFRESH_TOKEN, (key, token) -> exposed(answer.refreshToken()));
        changes.put(Credentials.TOKEN_VERSION, nextVersion(row.credentials(), clock));
        Credentials redeemed =
                forcedRefreshes.noted(row.credentials(), row.credentials().with(changes), forced);
        return new Rotation(redeemed, answer.expiresAt().isPresent(), begun, defect);
    }

    /** Warns that the answer's refresh token is unusable. The old one stays, but the server may have spent it. */
    private static void warnOf(Account row, Credentials answer) {
        if (answer.refreshTokenUnusable()) {
            log.error(
                    "The answer's refresh token has characters that no token has, the old one is kept: account_id={}",
                    AccountIds.encoded(row.id()));
        }
    }

    private static Map<String, @Nullable Object> storable(TokenGrant grant) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(grant.credentials());
        values.values().removeIf(value -> value instanceof String text && !isStorable(text));
        return values;
    }

    private @Nullable TokenEndpointException defectOf(Account row, Credentials answer) {
        if (answer.accessToken().isEmpty()) {
            return Failures.unusable(
                    row.id(),
                    answer.accessTokenUnusable()
                            ? "answer with an access token that has characters that no token has"
                            : "answer without an access token");
        }
        return freshness.expired(answer)
                ? Failures.unusable(row.id(), "answer with an access token that has already expired")
                : null;
    }

    /**
     * Reports whether the table can store the text. PostgreSQL's jsonb takes neither NUL nor half a surrogate pair: one
     * such value among the rest must not cost the rotation.
     */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static @Nullable Object exposed(Optional<Secret> token) {
        return token.map(Secret::expose).orElse(null);
    }

    private static long nextVersion(Credentials old, Clock clock) {
        return Math.max(clock.millis(), old.tokenVersion() + 1);
    }
}
