package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheOutageContract;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The real near cache under the contract; a mutant overrides one method. Impatient, as mutants make it wait in vain. */
abstract class NearUnderTest implements NearCacheOutageContract {

    private static final Duration HEARTBEAT = Duration.ofMillis(150);

    private final NearSite site = new NearSite(new Entries(), HEARTBEAT, this::heard);
    private volatile boolean announcing;

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
    public Duration announced() {
        return Duration.ofMillis(600);
    }

    @Override
    public Duration bound() {
        return HEARTBEAT.multipliedBy(2);
    }

    @Override
    public CachedToken readWhile(AccountKey key, Runnable changing) {
        return site.readWhile(key, changing);
    }

    TrackingListener heard(TrackingListener real) {
        return new TrackingListener() {
            @Override
            public Moment now() {
                return real.now();
            }

            @Override
            public void alive(Moment asOf) {
                NearUnderTest.this.alive(real, asOf);
            }

            @Override
            public void tracked() {
                real.tracked();
            }

            @Override
            public void lost() {
                real.lost();
            }

            @Override
            public void changed(String redisKey) {
                announcing = true;
                real.changed(redisKey);
                announcing = false;
            }

            @Override
            public void allChanged() {
                real.allChanged();
            }
        };
    }

    void alive(TrackingListener real, Moment asOf) {
        real.alive(asOf);
    }

    boolean isAnnouncing() {
        return announcing;
    }

    @Nullable
    CachedToken find(Entries real, AccountKey key) {
        return real.reallyFound(key);
    }

    void keep(Entries real, AccountKey key, CachedToken token, Duration life, NearEntries.Look look) {
        real.reallyKeep(key, token, life, look);
    }

    void forget(Entries real, AccountKey key) {
        real.reallyForget(key);
    }

    void tracked(Entries real) {
        real.reallyTracked();
    }

    void lost(Entries real) {
        real.reallyLost();
    }

    /** The real entries, each method open to the mutant. */
    final class Entries extends NearEntries {

        Entries() {
            super(
                    NearCacheSettings.builder()
                            .maximumEntries(1_000)
                            .maximumStaleness(Duration.ofSeconds(30))
                            .heartbeat(HEARTBEAT)
                            .build(),
                    Watch.of(Clock.systemUTC()));
        }

        @Override
        @Nullable
        CachedToken find(AccountKey key) {
            return NearUnderTest.this.find(this, key);
        }

        @Nullable
        CachedToken reallyFound(AccountKey key) {
            return super.find(key);
        }

        @Override
        void keep(AccountKey key, CachedToken token, Duration life, Look look) {
            NearUnderTest.this.keep(this, key, token, life, look);
        }

        void reallyKeep(AccountKey key, CachedToken token, Duration life, Look look) {
            super.keep(key, token, life, look);
        }

        @Override
        void forget(AccountKey key) {
            NearUnderTest.this.forget(this, key);
        }

        void reallyForget(AccountKey key) {
            super.forget(key);
        }

        @Override
        void tracked() {
            NearUnderTest.this.tracked(this);
        }

        void reallyTracked() {
            super.tracked();
        }

        @Override
        void lost() {
            NearUnderTest.this.lost(this);
        }

        void reallyLost() {
            super.lost();
        }

        @Override
        void clear() {
            // What is out of date must not count, whether it has been cleared away or not.
        }
    }
}
