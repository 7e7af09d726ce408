package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One read of one entry, asked for when subscribed, its failure typed: in one operator, as every hit pays for it. */
final class TokenRead extends Mono<CachedToken> {

    private final AccountKey key;
    private final RedisTokenCache cache;

    TokenRead(AccountKey key, RedisTokenCache cache) {
        this.key = key;
        this.cache = cache;
    }

    @Override
    public void subscribe(CoreSubscriber<? super CachedToken> reader) {
        begun().subscribe(new Typing(key, reader));
    }

    private Publisher<CachedToken> begun() {
        try {
            return cache.read(key);
        } catch (RuntimeException refused) {
            return Mono.error(refused);
        }
    }

    /** Passes the subscription on as it is: asking and leaving mean the same to both sides. */
    private record Typing(AccountKey key, CoreSubscriber<? super CachedToken> reader)
            implements CoreSubscriber<CachedToken> {

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(CachedToken token) {
            reader.onNext(token);
        }

        @Override
        public void onError(Throwable failure) {
            reader.onError(RedisFailure.at("cache.get", key).apply(failure));
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
