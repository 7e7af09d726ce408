package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheOutageContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class StandaloneNearCacheTest implements NearCacheOutageContract {

    private final NearSite site = new NearSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Override
    public TokenCache elsewhere() {
        return site.elsewhere();
    }

    @Override
    public TokenCache here() {
        return site.here;
    }

    @Override
    public Announcements announcements() {
        return site.announcements;
    }

    @Override
    public Duration bound() {
        return NearSite.BOUND;
    }

    @Override
    public CachedToken readWhile(AccountKey key, Runnable changing) {
        return site.readWhile(key, changing);
    }
}
