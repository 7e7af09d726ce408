package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What Redis announces of an account's keys, beside its token. */
class AnnouncementsTest {

    private static final NearSite SITE = new NearSite();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofMinutes(1);

    private final RedisStores stores = SITE.stores();
    private final AccountKey key = new AccountKey(System.nanoTime());
    private final List<AccountChange> heard = new CopyOnWriteArrayList<>();

    @AfterAll
    static void close() {
        SITE.close();
    }

    @BeforeEach
    void listen() {
        await().atMost(LIMIT).until(SITE.here::isTracking);
        SITE.here.changes().filter(change -> change.key().equals(key)).subscribe(heard::add);
    }

    private void announces(Mono<?> work, Kind kind) {
        heard.clear();
        work.block(LIMIT);
        await().atMost(LIMIT).until(() -> heard.contains(new AccountChange(key, kind)));
    }

    @Test
    void aLockThatIsTakenAndFreed() {
        Lease lease = new Lease(key, "owner");
        announces(stores.refreshLock().tryAcquire(lease, TTL), Kind.LOCK);
        announces(stores.refreshLock().release(lease), Kind.LOCK);
    }

    @Test
    void aCooldownThatBeginsAndEnds() {
        SharedCooldown cooldown = new SharedCooldown(1, new Cooldown("busy", TTL, false));
        announces(stores.refreshCooldown().start(key, cooldown), Kind.COOLDOWN);
        announces(stores.refreshCooldown().end(key), Kind.COOLDOWN);
    }

    @Test
    void keysOfOthersAndOfOtherKindsSayNothing() {
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:7}:token"))
                .isEqualTo(new AccountChange(new AccountKey(7), Kind.TOKEN));
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:7}:escrow"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell-eu:{openai:account:7}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:x}:token"))
                .isEqualTo(new AccountChange(new AccountKey("x"), Kind.TOKEN));
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:%78}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{other:x}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "")).isNull();
    }
}
