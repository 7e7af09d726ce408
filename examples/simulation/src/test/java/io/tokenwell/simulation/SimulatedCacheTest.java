package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;

class SimulatedCacheTest implements TokenCacheContract, TokenCacheOutageContract {

    private final Site site = new Site();
    private final TokenCache cache = site.cache(site.instance);

    @Override
    public TokenCache cache() {
        return cache;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        site.letTimePass(time);
    }

    @Override
    public TokenCache unreachableCache() {
        Site down = new Site().down();
        return down.cache(down.instance);
    }
}
