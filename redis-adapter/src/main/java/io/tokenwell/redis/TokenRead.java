package io.tokenwell.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One GET, decoded. A hit is worth an operator of its own: deferred, mapped and with its errors typed, in one step. */
final class TokenRead extends Mono<CachedToken> {

    private final RedisClusterReactiveCommands<String, String> commands;
    private final String name;
    private final TokenEntry entry;
    private final AccountKey key;

    TokenRead(RedisClusterReactiveCommands<String, String> commands, String name, TokenEntry entry, AccountKey key) {
        this.commands = commands;
        this.name = name;
        this.entry = entry;
        this.key = key;
    }

    @Override
    public void subscribe(CoreSubscriber<? super CachedToken> reader) {
        get().subscribe(new Decoding(reader, entry, key));
    }

    private Mono<String> get() {
        try {
            return commands.get(name);
        } catch (RuntimeException refused) {
            return Mono.error(refused);
        }
    }

    /** Passes the subscription on as it is: asking and leaving mean the same to both sides. */
    private static final class Decoding implements CoreSubscriber<String> {

        private final CoreSubscriber<? super CachedToken> reader;
        private final TokenEntry entry;
        private final AccountKey key;
        private @Nullable Subscription get;
        private boolean over;

        Decoding(CoreSubscriber<? super CachedToken> reader, TokenEntry entry, AccountKey key) {
            this.reader = reader;
            this.entry = entry;
            this.key = key;
        }

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            get = subscription;
            reader.onSubscribe(subscription);
        }

        @Override
        public void onNext(String found) {
            CachedToken token;
            try {
                token = entry.decoded(key, found);
            } catch (RuntimeException unreadable) {
                if (get != null) {
                    get.cancel();
                }
                onError(unreadable);
                return;
            }
            reader.onNext(token);
        }

        @Override
        public void onError(Throwable failure) {
            if (!over) {
                over = true;
                reader.onError(RedisFailure.at("cache.get", key).apply(failure));
            }
        }

        @Override
        public void onComplete() {
            if (!over) {
                over = true;
                reader.onComplete();
            }
        }
    }
}
