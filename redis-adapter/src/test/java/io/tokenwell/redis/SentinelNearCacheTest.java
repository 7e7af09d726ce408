package io.tokenwell.redis;

import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheContract;

class SentinelNearCacheTest implements NearCacheContract {

    private static final NearTokenCache HERE =
            Backend.sentinel().stores().nearTokenCache(Backend.sentinel().tracking(), NearCacheSettings.defaults());

    @Override
    public TokenCache elsewhere() {
        return Backend.sentinel().stores().tokenCache();
    }

    @Override
    public TokenCache here() {
        return HERE;
    }
}
