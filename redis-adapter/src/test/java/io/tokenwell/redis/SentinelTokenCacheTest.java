package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;

class SentinelTokenCacheTest implements TokenCacheContract, TokenCacheOutageContract {

    @Override
    public TokenCache cache() {
        return Backend.sentinel().stores().tokenCache();
    }

    @Override
    public TokenCache unreachableCache() {
        return Backend.unreachableSentinel().stores().tokenCache();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.sentinel().age(key, "token", time);
    }
}
