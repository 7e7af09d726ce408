package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;

class ClusterTokenCacheTest implements TokenCacheContract, TokenCacheOutageContract {

    @Override
    public TokenCache cache() {
        return Backend.cluster().stores().tokenCache();
    }

    @Override
    public TokenCache unreachableCache() {
        return Backend.unreachableCluster().stores().tokenCache();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.cluster().age(key, "token", time);
    }
}
