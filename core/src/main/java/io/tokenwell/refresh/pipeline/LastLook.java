package io.tokenwell.refresh.pipeline;

import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.model.DecideFirst;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Restart.Why;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.WaitReporter;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Answers a walk that gives up waiting: with the stored token, or with one that was published at this very moment. */
public final class LastLook {

    private final GuardedCache cache;
    private final FallbackToken fallback;
    private final WaitReporter reporter;

    public LastLook(GuardedCache cache, FallbackToken fallback, WaitReporter reporter) {
        this.cache = cache;
        this.fallback = fallback;
        this.reporter = reporter;
    }

    /**
     * Emits the last answer. Errors with {@link Restart} if there is a reason by now to go on waiting: the token that
     * the walk could fall back on has expired.
     */
    Mono<Served> token(Walk walk, BooleanSupplier hasPatience) {
        return DecideFirst.thenDo(fallback.afterWaiting(walk)
                .map(left -> walk.demand().accepts(left.token())
                        ? missed(walk, Mono.just(left))
                        : published(walk, hasPatience, Mono.just(left)))
                .onErrorResume(failure -> Mono.just(
                        failure instanceof TokenRefreshPendingException
                                ? published(walk, hasPatience, Mono.error(failure))
                                : missed(walk, Mono.error(failure)))));
    }

    /** Emits the stored token for a walk whose patience ended at this very moment. */
    Mono<Served> stored(Walk walk) {
        return Mono.defer(() -> missed(walk, fallback.afterWaiting(walk)));
    }

    private Mono<Served> published(Walk walk, BooleanSupplier hasPatience, Mono<Served> otherwise) {
        return cache.cached(walk.key())
                .filter(token -> walk.demand().accepts(token))
                .map(Served::cached)
                .doOnNext(token -> reporter.hitAfterWaiting(walk))
                .switchIfEmpty(Mono.defer(() -> hasPatience.getAsBoolean()
                        ? Mono.error(() -> new Restart(Why.FALLBACK_ENDED))
                        : missed(walk, otherwise)));
    }

    private Mono<Served> missed(Walk walk, Mono<Served> answer) {
        reporter.missAfterWaiting(walk);
        return answer;
    }
}
