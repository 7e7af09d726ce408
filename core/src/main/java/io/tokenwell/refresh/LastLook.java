package io.tokenwell.refresh;

import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RequestOutcome;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a call answers that gives up waiting: the stored token, or one that has come this very moment. */
final class LastLook {

    private final TokenPublisher publisher;
    private final FallbackToken fallback;
    private final ContentionRetry contention;
    private final RuntimeCounters counters;

    LastLook(RefreshParts parts) {
        this.publisher = parts.publisher();
        this.fallback = parts.fallback();
        this.contention = parts.contention();
        this.counters = parts.counters();
    }

    /** Errors with {@link LockHeld} if there is a reason by now to go on waiting: the token that it could fall back on has ended. */
    Mono<CachedToken> token(Call call) {
        return fallback.afterWaiting(call)
                .map(token -> call.accepts(token) ? missed(call, Mono.just(token)) : published(call, Mono.just(token)))
                .onErrorResume(failure -> Mono.just(
                        failure instanceof TokenRefreshPendingException
                                ? published(call, Mono.error(failure))
                                : missed(call, Mono.error(failure))))
                .flatMap(Function.identity());
    }

    /** The same for a call whose patience ended this very moment. */
    Mono<CachedToken> stored(Call call) {
        return Mono.defer(() -> missed(call, fallback.afterWaiting(call)));
    }

    private Mono<CachedToken> published(Call call, Mono<CachedToken> otherwise) {
        return publisher
                .cached(call.key())
                .filter(call::accepts)
                .doOnNext(token -> found(call))
                .switchIfEmpty(Mono.defer(
                        () -> contention.hasPatience(call) ? Mono.error(LockHeld::new) : missed(call, otherwise)));
    }

    private void found(Call call) {
        call.cameFrom(RequestOutcome.CACHE);
        counters.hitAfterWaiting();
        contention.warnIfSlow(call);
    }

    private Mono<CachedToken> missed(Call call, Mono<CachedToken> answer) {
        counters.missAfterWaiting();
        contention.warnIfSlow(call);
        return answer;
    }
}
