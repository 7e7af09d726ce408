package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.CloseReport;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A cache that holds something open ends with the provider that it was given to. */
class OwnedCacheTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Open cache = new Open();
    private final RefreshingAccessTokenProvider provider = RefreshingAccessTokenProvider.builder()
            .repository(new InMemoryAccountRepository(Clock.systemUTC()))
            .endpoint(TokenEndpoint.none())
            .cache(cache)
            .build();

    @Test
    void itIsClosedWithTheProviderOnce() {
        Mono<CloseReport> closing = provider.close(LIMIT);
        assertThat(cache.closed).as("not before the subscription").hasValue(0);
        assertThat(closing.block()).isNotNull();
        assertThat(closing.block()).isNotNull();
        assertThat(cache.closed).hasValue(1);
    }

    @Test
    void oneThatCannotBeClosedHoldsNothingUp() {
        cache.broken = true;
        assertThat(provider.close(LIMIT).block()).isNotNull();
        assertThat(cache.closed).hasValue(1);
    }

    private static final class Open implements TokenCache, AutoCloseable {

        private final TokenCache entries = new InMemoryTokenCache(Clock.systemUTC());
        private final AtomicInteger closed = new AtomicInteger();
        private boolean broken;

        @Override
        public Mono<CachedToken> get(AccountKey key) {
            return entries.get(key);
        }

        @Override
        public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return entries.put(key, token, timeToLive);
        }

        @Override
        public Mono<Void> evict(AccountKey key) {
            return entries.evict(key);
        }

        @Override
        public Flux<AccountChange> changes() {
            return Flux.never();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("broken");
            }
        }
    }
}
