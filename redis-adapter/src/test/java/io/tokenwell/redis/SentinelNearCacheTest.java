package io.tokenwell.redis;

import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;

class SentinelNearCacheTest implements NearCacheContract {

    private static final RedisTracking TRACKING = Backend.sentinel().opening().get();
    private static final NearTokenCache HERE =
            Backend.sentinel().stores().nearTokenCache(TRACKING, NearCacheSettings.defaults());

    @AfterAll
    static void close() {
        TRACKING.close();
    }

    @Override
    public TokenCache elsewhere() {
        return Backend.sentinel().stores().tokenCache();
    }

    @Override
    public TokenCache here() {
        return HERE;
    }
}
