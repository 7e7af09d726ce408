package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends the refresh token once, and merges the answer into the stored credentials. */
final class Redemption {

    private final TokenEndpoint endpoint;
    private final Freshness freshness;
    private final RefreshRuntime runtime;
    private final Duration timeout;

    /**
     * What a redemption gave.
     *
     * @param credentials the whole new document
     * @param lifetimeKnown whether the answer told how long the token lives
     * @param defect why its access token is unusable, or null; the refresh token may be new all the same
     */
    record Rotation(
            Credentials credentials,
            boolean lifetimeKnown,
            @Nullable TokenEndpointException defect) {}

    Redemption(RefreshParts parts) {
        this.endpoint = parts.endpoint();
        this.freshness = parts.freshness();
        this.runtime = parts.runtime();
        this.timeout = parts.settings().endpointTimeout();
    }

    Mono<Rotation> redeemed(Account row) {
        return endpoint.redeem(row)
                .timeout(timeout, runtime.scheduler())
                .switchIfEmpty(Mono.error(() -> Failures.unusable(row.id(), "no answer")))
                .onErrorMap(failure -> Failures.unknown(row.id(), "no usable answer", failure))
                .map(grant -> merged(row, grant));
    }

    private Rotation merged(Account row, TokenGrant grant) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>(grant.credentials());
        changes.values().removeIf(value -> value instanceof String text && !isStorable(text));
        Credentials answer = Credentials.of(changes);
        if (answer.refreshToken().isEmpty()) {
            // RFC 6749 section 6: an answer without a refresh token leaves the old one in force.
            changes.remove(Credentials.REFRESH_TOKEN);
        }
        TokenEndpointException defect = defectOf(row, answer);
        if (defect != null) {
            changes.keySet().retainAll(Set.of(Credentials.REFRESH_TOKEN));
        }
        if (!changes.containsKey(Credentials.EXPIRES_AT) && defect == null && freshness.expired(row.credentials())) {
            // The stored expiry is the old token's: the new one's is unknown.
            changes.put(Credentials.EXPIRES_AT, null);
        }
        changes.computeIfPresent(Credentials.ACCESS_TOKEN, (key, token) -> exposed(answer.accessToken()));
        changes.computeIfPresent(Credentials.REFRESH_TOKEN, (key, token) -> exposed(answer.refreshToken()));
        changes.put(Credentials.TOKEN_VERSION, nextVersion(row.credentials(), runtime.clock()));
        return new Rotation(
                row.credentials().with(changes), grant.credentials().get(Credentials.EXPIRES_AT) != null, defect);
    }

    private @Nullable TokenEndpointException defectOf(Account row, Credentials answer) {
        if (answer.accessToken().isEmpty()) {
            return Failures.unusable(row.id(), "answer without an access token");
        }
        return freshness.expired(answer)
                ? Failures.unusable(row.id(), "answer with an access token that has already expired")
                : null;
    }

    /** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair: one such cargo value must not cost the rotation. */
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
