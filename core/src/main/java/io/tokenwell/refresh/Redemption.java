package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Rejection;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshObserver.Redeeming;
import io.tokenwell.spi.RefreshResult;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Sends the refresh token once, and merges the answer into the stored credentials. */
final class Redemption {

    private static final Logger log = LoggerFactory.getLogger(Redemption.class);

    private static final int TRIES_MORE = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final double JITTER = 0.5;

    private final TokenEndpoint endpoint;
    private final RefreshObserver observer;
    private final Freshness freshness;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration storing;
    private final Duration claimTtl;
    private final ForcedRefreshes forcedRefreshes;
    private final Stop closing;
    private final PlatformGate gate;

    /**
     * What a redemption gave.
     *
     * @param credentials the whole new document
     * @param lifetimeKnown whether the answer told how long the token lives
     * @param begun when it began, by the time that has elapsed
     * @param defect why its access token is unusable, or null; the refresh token may be new all the same
     */
    record Rotation(
            Credentials credentials,
            boolean lifetimeKnown,
            Duration begun,
            @Nullable TokenEndpointException defect) {}

    Redemption(RefreshParts parts) {
        this.endpoint = parts.endpoint();
        this.observer = parts.observer();
        this.freshness = parts.freshness();
        this.runtime = parts.runtime();
        this.timeout = parts.settings().endpointTimeout();
        this.storing = parts.settings().repositoryTimeout();
        this.claimTtl = parts.settings().lockTtl();
        this.forcedRefreshes = parts.forcedRefreshes();
        this.closing = parts.closing();
        this.gate = parts.gate();
    }

    /**
     * Listened for as long as others respect a claim whose holder is silent. Errors are typed. {@code forced}: how the
     * row's token was rejected before it was due, or null.
     */
    Mono<Rotation> answered(Account row, ClaimEnd claimEnd, @Nullable Rejection forced) {
        return Mono.deferContextual(work -> {
            gate.sent(row);
            Duration begun = runtime.elapsed();
            Redeeming seen = observer.redeeming(row.platform(), SeenCall.starterOf(work));
            return answered(row, claimEnd, forced, begun)
                    .contextWrite(seen::within)
                    .doOnNext(rotation -> told(seen, row, begun, rotation.defect()))
                    .doOnError(TokenEndpointException.class, failure -> told(seen, row, begun, failure));
        });
    }

    private void told(Redeeming seen, Account row, Duration begun, @Nullable TokenEndpointException failure) {
        RefreshResult result = failure == null
                ? RefreshResult.succeeded(row.platform())
                : RefreshResult.failed(row.platform(), failure);
        seen.ended(result, runtime.elapsed().minus(begun), failure);
    }

    private Mono<Rotation> answered(Account row, ClaimEnd claimEnd, @Nullable Rejection forced, Duration begun) {
        return Mono.defer(() -> fits(Duration.ZERO, claimEnd)
                        ? endpoint.redeem(row)
                        : Mono.error(Failures.notSent(row.id(), "claim_over", "its claim would end before the answer")))
                .retryWhen(whileNotSent(row, claimEnd))
                .timeout(claimTtl.multipliedBy(2), runtime.scheduler())
                .switchIfEmpty(Mono.error(() -> Failures.unusable(row.id(), "no answer")))
                .map(grant -> merged(row, grant, forced, begun))
                .onErrorMap(failure -> Failures.unknown(row.id(), "no usable answer", failure));
    }

    /** Nothing left this process, so the refresh token is untouched: the one failure that may be tried again at once. */
    private Retry whileNotSent(Account row, ClaimEnd claimEnd) {
        return Retry.from(failures -> failures.concatMap(failure -> {
            Duration wait = runtime.jittered(FIRST_WAIT.multipliedBy(1L << failure.totalRetries()), JITTER);
            if (!Failures.worthAnotherTry(failure.failure())
                    || failure.totalRetries() >= TRIES_MORE
                    || !fits(wait, claimEnd)) {
                return Mono.error(failure.failure());
            }
            log.debug("Refresh token not sent, trying again: account_id={} wait={}", row.id(), wait);
            return closing.orAfter(Mono.delay(wait, runtime.scheduler()))
                    .then(Mono.defer(() -> closing.isSet() ? Mono.error(failure.failure()) : Mono.just(failure)));
        }));
    }

    /** Whether an answer asked for after this wait would be stored before the claim ends. */
    boolean fits(Duration wait, ClaimEnd claimEnd) {
        return claimEnd.leaves(wait.plus(timeout).plus(storing), runtime);
    }

    private Rotation merged(Account row, TokenGrant grant, @Nullable Rejection forced, Duration begun) {
        Map<String, @Nullable Object> changes = storable(grant);
        Credentials answer = Credentials.of(changes);
        warnOf(row, answer);
        TokenEndpointException defect = defectOf(row, answer);
        if (defect != null) {
            changes.keySet().retainAll(Set.of(Credentials.REFRESH_TOKEN));
        } else if (!changes.containsKey(Credentials.EXPIRES_AT) && freshness.expired(row.credentials())) {
            // The stored expiry is the old token's: the new one's is unknown.
            changes.put(Credentials.EXPIRES_AT, null);
        }
        changes.computeIfPresent(Credentials.ACCESS_TOKEN, (key, token) -> exposed(answer.accessToken()));
        // RFC 6749 section 6: an answer without a refresh token leaves the old one in force.
        changes.computeIfPresent(Credentials.REFRESH_TOKEN, (key, token) -> exposed(answer.refreshToken()));
        changes.put(Credentials.TOKEN_VERSION, nextVersion(row.credentials(), runtime.clock()));
        Credentials redeemed =
                forcedRefreshes.noted(row.credentials(), row.credentials().with(changes), forced);
        return new Rotation(redeemed, answer.expiresAt().isPresent(), begun, defect);
    }

    /** The old one stays; but the server may have spent it. */
    private static void warnOf(Account row, Credentials answer) {
        if (answer.refreshTokenUnusable()) {
            log.error(
                    "The answer's refresh token has characters that no token has, the old one is kept: account_id={}",
                    row.id());
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
