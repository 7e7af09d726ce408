package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.tck.NearCacheContract;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever listens to changes, and however long it takes: what was replaced is forgotten. */
class NearTellingTest {

    private static final AccountKey KEY = new AccountKey(2);
    private static final long LIMIT = 10;

    private final NearEntries entries = new NearEntries(NearCacheSettings.defaults(), Watch.of(Clock.systemUTC()));
    private final NearTokenCache near =
            new NearTokenCache(Backend.standalone().stores().tokenCache(), entries);
    private final TrackingListener announcements = near.listener("tokenwell");

    @Test
    void aListenerThatHoldsTheOthersUpDoesNotKeepATokenKnown() throws Exception {
        announcements.alive(announcements.now().plus(Duration.ofMinutes(1)));
        announcements.tracked();
        entries.keep(KEY, NearCacheContract.lasting(1), Duration.ofMinutes(1), entries.look(KEY));
        assertThat(near.peek(KEY)).isNotNull();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<AccountKey> heard = new CopyOnWriteArrayList<>();
        near.changes().subscribe(change -> {
            heard.add(change.key());
            held.countDown();
            await(release);
        });
        CompletableFuture<Void> slow =
                CompletableFuture.runAsync(() -> announcements.changed("tokenwell:{openai:account:1}:token"));
        await(held);
        announcements.changed("tokenwell:{openai:account:2}:token");
        assertThat(near.peek(KEY)).isNull();
        release.countDown();
        slow.get(LIMIT, TimeUnit.SECONDS);
        assertThat(heard).as("in order, none missed").containsExactly(new AccountKey(1), KEY);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
