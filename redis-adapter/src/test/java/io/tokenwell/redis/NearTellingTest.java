package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.tck.NearCacheContract;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;

/** Whoever listens to changes, and however long it takes: what was replaced is forgotten. */
class NearTellingTest {

    private static final AccountKey KEY = new AccountKey(2);
    private static final long LIMIT = 10;
    private static final int MOST_UNTOLD = 10_000;

    private final NearEntries entries = new NearEntries(NearCacheSettings.defaults(), Watch.of(Clock.systemUTC()));
    private final NearTokenCache near =
            new NearTokenCache(Backend.standalone().stores().tokenCache(), entries);
    private final TrackingListener announcements = near.listener("tokenwell");

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<AccountKey> heard = new CopyOnWriteArrayList<>();

    @Test
    void aListenerThatHoldsTheOthersUpDoesNotKeepATokenKnown() throws Exception {
        known();
        CompletableFuture<Void> slow = heldUp();
        announced(2);
        assertThat(near.peek(KEY)).isNull();
        release.countDown();
        slow.get(LIMIT, TimeUnit.SECONDS);
        assertThat(heard).as("in order, none missed").containsExactly(new AccountKey(1), KEY);
    }

    @Test
    void aListenerThatNeverComesBackFillsTheMemoryOnlySoFar() throws Exception {
        known();
        CompletableFuture<Void> slow = heldUp();
        IntStream.range(0, MOST_UNTOLD + 100).forEach(more -> announced(3));
        announced(2);
        assertThat(near.peek(KEY)).as("forgotten, though nobody will be told").isNull();
        release.countDown();
        slow.get(LIMIT, TimeUnit.SECONDS);
        assertThat(heard).hasSize(MOST_UNTOLD).doesNotContain(KEY);
        announced(4);
        assertThat(heard).as("told again afterwards").endsWith(new AccountKey(4));
    }

    @Test
    void aListenerThatFailsIsSaidInOneLine() {
        try (HeardLines lines = new HeardLines()) {
            near.changes().subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnNext(AccountChange change) {
                    throw new StackOverflowError("broken\r\nforged");
                }
            });
            announced(1);
            assertThat(lines.texts(Level.WARN))
                    .containsExactly("Change not announced, calls wait longer: "
                            + "error=java.lang.StackOverflowError: broken forged");
        }
    }

    private void known() {
        announcements.alive(announcements.now().plus(Duration.ofMinutes(1)));
        announcements.tracked();
        entries.keep(KEY, NearCacheContract.lasting(1), Duration.ofMinutes(1), entries.look(KEY));
        assertThat(near.peek(KEY)).isNotNull();
    }

    /** With the first change. */
    private CompletableFuture<Void> heldUp() {
        near.changes().subscribe(change -> {
            heard.add(change.key());
            held.countDown();
            await(release);
        });
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> announced(1), OwnThread.EACH);
        await(held);
        return slow;
    }

    private void announced(long account) {
        announcements.changed("tokenwell:{openai:account:" + account + "}:token");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
