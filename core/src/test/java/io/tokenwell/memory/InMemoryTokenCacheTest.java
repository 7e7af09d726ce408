package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.TokenCacheContract;
import java.time.Duration;

class InMemoryTokenCacheTest implements TokenCacheContract {

    private final ManualClock clock = new ManualClock();
    private final TokenCache cache = new InMemoryTokenCache(clock);

    @Override
    public TokenCache cache() {
        return cache;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }
}
