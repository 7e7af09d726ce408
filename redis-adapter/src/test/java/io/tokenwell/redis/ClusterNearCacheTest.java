package io.tokenwell.redis;

import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheContract;

class ClusterNearCacheTest implements NearCacheContract {

    private static final NearTokenCache HERE =
            Backend.cluster().stores().nearTokenCache(Backend.cluster().tracking(), NearCacheSettings.defaults());

    @Override
    public TokenCache elsewhere() {
        return Backend.cluster().stores().tokenCache();
    }

    @Override
    public TokenCache here() {
        return HERE;
    }
}
