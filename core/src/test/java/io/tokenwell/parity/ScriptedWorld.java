package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.RefreshingProviderBuilder;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.ExpiredTokenPolicy;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Runs one vector through the real pipeline, in virtual time, on scripted collaborators. */
final class ScriptedWorld {

    private static final Duration LONG_ENOUGH = Duration.ofHours(1);

    private final Vector vector;
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedRepository repository;
    private final ScriptedRedis redis;
    private final InMemoryRotationEscrow escrow;
    private final RefreshingAccessTokenProvider provider;
    private final List<String> redeemed = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final WarningsHeard warnings = new WarningsHeard();
    private final Caller caller = new Caller();
    private @Nullable String token;
    private @Nullable Throwable error;
    private @Nullable Observed seen;
    private @Nullable String granted;

    ScriptedWorld(Vector vector, boolean standIn) {
        this.vector = vector;
        this.repository = new ScriptedRepository(vector, this, standIn);
        this.redis = new ScriptedRedis(vector, this);
        Clock clock = new VirtualClock();
        this.escrow = new InMemoryRotationEscrow(clock);
        RefreshingProviderBuilder builder = RefreshingAccessTokenProvider.builder()
                .repository(repository)
                .escrow(escrow)
                .settings(settingsOfTheOriginal())
                .clock(clock)
                .scheduler(time, () -> time.now(TimeUnit.NANOSECONDS))
                .random(() -> vector.given().path("random").doubleValue());
        if (vector.wired("cache")) {
            builder.cache(redis).lock(redis);
        }
        TokenEndpoint oauth = account -> timed("oauth_refresh", () -> answer(account));
        builder.endpoint(vector.wired("oauth") ? oauth : TokenEndpoint.none());
        this.provider = builder.build();
    }

    /** Its numbers, its handing out of expired tokens, no bound on a cache entry; latencies here reach minutes. */
    private static RefreshSettings settingsOfTheOriginal() {
        FreshnessSettings freshness = FreshnessSettings.builder()
                .maximumTtl(Duration.ofNanos(Long.MAX_VALUE))
                .expiredTokens(ExpiredTokenPolicy.SERVE)
                .build();
        Duration lockTtl = LONG_ENOUGH.multipliedBy(3);
        Duration kept = freshness.maximumTtl().plus(lockTtl.multipliedBy(3));
        return RefreshSettings.builder()
                .freshness(freshness)
                .backoff(BackoffSettings.builder().maxWait(Duration.ZERO).build())
                .lockTtl(lockTtl)
                .endpointTimeout(LONG_ENOUGH)
                .repositoryTimeout(LONG_ENOUGH)
                .cacheTimeout(LONG_ENOUGH)
                .failureCooldown(Duration.ofSeconds(5))
                .escrowTtl(kept)
                .rejectedCooldown(Duration.ofSeconds(5))
                .build();
    }

    Observed run() {
        try (WarningsHeard heard = warnings) {
            heard.listen();
            return played();
        }
    }

    private Observed played() {
        Account account = vector.account();
        cancelAfterStart();
        if (cancelKind().equals("before_call") && vector.endsCancelled()) {
            leave();
        } else {
            call(account).subscribe(caller);
        }
        time.advanceTimeBy(Duration.ofMinutes(10));
        Observed atTheEnd = observe();
        return seen == null ? atTheEnd : seen.withEnd(atTheEnd);
    }

    @SuppressWarnings("NullAway") // a missing account is what some vectors are about
    private Mono<String> call(@Nullable Account account) {
        return provider.getAccessToken(account);
    }

    /** An operation of a collaborator: counts, takes its latency, and may be where the caller leaves. */
    <T> Mono<T> timed(String operation, Supplier<@Nullable T> effect) {
        return Mono.defer(() -> {
            Duration latency = vector.latency(operation);
            Mono<T> done = Mono.fromSupplier(effect).doOnTerminate(() -> maybeLeave(operation));
            return latency.isZero() ? done : Mono.delay(latency, time).then(done);
        });
    }

    Instant now() {
        return vector.start().plusNanos(time.now(TimeUnit.NANOSECONDS));
    }

    private void cancelAfterStart() {
        if (cancelKind().equals("at_ms") && vector.endsCancelled()) {
            time.schedule(this::leave, vector.cancel().path("at_ms").longValue(), TimeUnit.MILLISECONDS);
        }
    }

    private void maybeLeave(String operation) {
        int count = calls.merge(operation, 1, Integer::sum);
        if (vector.endsCancelled()
                && vector.cancel().path("op").asString("").equals(operation)
                && vector.cancel().path("nth").intValue() == count) {
            leave();
        }
    }

    private void leave() {
        caller.cancel();
        seen = observe();
    }

    private String cancelKind() {
        return vector.cancel().path("when").asString("");
    }

    private @Nullable TokenGrant answer(Account account) {
        redeemed.add(account.credentials().text(Credentials.REFRESH_TOKEN).orElse(""));
        return switch (vector.given().path("oauth").path("outcome").asString()) {
            case "ok" -> grant();
            case "nil_info" -> null;
            default ->
                throw new TokenEndpointException(
                        account.id(), Details.noAnswer(Outcome.UNKNOWN), "scripted error", null);
        };
    }

    private TokenGrant grant() {
        TokenGrant grant = new TokenGrant(Json.document(
                vector.given().path("oauth").path("built_credentials"),
                vector.given().path("-")));
        granted = Credentials.of(grant.credentials())
                .refreshToken()
                .map(Secret::expose)
                .orElse(null);
        return grant;
    }

    private Observed observe() {
        RuntimeMetrics counters = provider.snapshotMetrics();
        return new Observed(
                token,
                error,
                repository.written(),
                List.copyOf(redeemed),
                redis.lastWrite(),
                counters,
                redis.lockLeft(),
                repository.lastRow(),
                repository.claimed(),
                redis.lastWriteOr(now()),
                redeemed.size(),
                warnings.expiryNotUnderstood(),
                rotationKept());
    }

    private boolean rotationKept() {
        Account row = repository.row();
        boolean inRow = row != null && isGranted(row.credentials());
        return granted == null
                || inRow
                || Boolean.TRUE.equals(escrow.find(new AccountKey(row == null ? "0" : row.id()))
                        .map(kept -> isGranted(kept.credentials()))
                        .switchIfEmpty(Mono.just(false))
                        .toFuture()
                        .getNow(false));
    }

    private boolean isGranted(Credentials credentials) {
        return credentials.refreshToken().map(Secret::expose).orElse("").equals(granted);
    }

    /** Can leave at any moment, also before the work it started by subscribing has come back. */
    private final class Caller extends BaseSubscriber<String> {

        @Override
        protected void hookOnNext(String value) {
            token = value;
            seen = observe();
        }

        @Override
        protected void hookOnError(Throwable failure) {
            error = failure;
            seen = observe();
        }
    }

    private final class VirtualClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now();
        }
    }
}
