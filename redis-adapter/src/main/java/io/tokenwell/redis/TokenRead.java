package io.tokenwell.redis;

import io.tokenwell.StorageOperation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One read of one entry, sent on subscription, with a typed failure. A single operator, as every hit runs it. */
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

    /** Passes the subscription on unchanged: request and cancel mean the same on both sides. */
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
            reader.onError(RedisFailure.at(StorageOperation.CACHE_GET, key).apply(failure));
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
