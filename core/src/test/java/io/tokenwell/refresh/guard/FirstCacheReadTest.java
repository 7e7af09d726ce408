package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Secret;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.LoginsNeeded;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A look ends once, whoever ends it, and never before it has begun. */
class FirstCacheReadTest {

    private static final int LATE = 1_000;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final RefreshRuntime runtime =
            new RefreshRuntime(new VirtualClock(time), time, () -> time.now(TimeUnit.NANOSECONDS), () -> 0.5, "test");
    private final InMemoryTokenCache cache = new InMemoryTokenCache(runtime.clock());
    private final GuardedCache publisher = new GuardedCache(
            cache,
            new Freshness(FreshnessSettings.defaults(), runtime.clock()),
            runtime,
            Duration.ofSeconds(1),
            new DetachedWork(),
            new LoginsNeeded(runtime, key -> {}));
    private final FirstCacheRead look = new FirstCacheRead(
            publisher,
            new CacheReadDeadlines(time, Duration.ofSeconds(1), tick -> false),
            VirtualFleet.KEY,
            unanswered -> Mono.just("after the miss"));

    @Test
    void oneThatHasNotBegunIsNotGivenUp() {
        assertThat(look.lookingAt(LATE)).as("about to begin").isTrue();
        assertThat(VirtualFleet.now(look)).isEqualTo("after the miss");
        assertThat(look.lookingAt(LATE)).isFalse();
    }

    @Test
    void aHitIsAnsweredWithoutMore() {
        CachedToken token = new CachedToken(Secret.of("token"), 1, null);
        VirtualFleet.now(cache.put(VirtualFleet.KEY, token, Duration.ofMinutes(1)));
        assertThat(VirtualFleet.now(look)).isEqualTo("token");
    }
}
