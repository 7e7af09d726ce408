package io.tokenwell.redis;

import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheContract;
import org.junit.jupiter.api.AfterAll;

class ClusterNearCacheTest implements NearCacheContract {

    private static final RedisTracking TRACKING = Backend.cluster().opening().get();
    private static final NearTokenCache HERE =
            Backend.cluster().stores().nearTokenCache(TRACKING, NearCacheSettings.defaults());

    @AfterAll
    static void close() {
        TRACKING.close();
    }

    @Override
    public TokenCache elsewhere() {
        return Backend.cluster().stores().tokenCache();
    }

    @Override
    public TokenCache here() {
        return HERE;
    }
}
