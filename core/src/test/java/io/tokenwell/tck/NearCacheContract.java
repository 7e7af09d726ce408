package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static io.tokenwell.tck.TokenCacheSignalsContract.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/**
 * What a {@link TokenCache} does that keeps entries of a shared store in its own process: it knows what it has read, and
 * forgets what others replace. Those that hear of changes over a network implement {@link NearCacheOutageContract} as well.
 */
public interface NearCacheContract extends KeyHooks {

    Duration TTL = Duration.ofSeconds(60);

    /** The cache of the instance that changes things. */
    TokenCache elsewhere();

    /** The cache of the instance that must notice; the same object whenever it is asked for within a test. */
    TokenCache here();

    /** Within this time an announcement arrives while nothing is broken. */
    default Duration announced() {
        return Duration.ofSeconds(5);
    }

    static CachedToken lasting(long version) {
        return new CachedToken(Secret.of("token-" + version), version, null);
    }

    /** Reads until the entry is known here: the first reads may come before the announcements do. */
    default void known(AccountKey key, long version) {
        await().atMost(announced()).pollInterval(Duration.ofMillis(2)).until(() -> {
            CachedToken read = here().get(key).block(TTL);
            return lasting(version).equals(read) && lasting(version).equals(here().peek(key));
        });
    }

    default void eventually(Runnable assertion) {
        await().atMost(announced()).pollInterval(Duration.ofMillis(2)).untilAsserted(assertion::run);
    }

    default AccountKey stored(long version) {
        AccountKey key = freshKey();
        emitted(elsewhere().put(key, lasting(version), TTL));
        return key;
    }

    @Test
    default void whatWasNotReadIsNotKnown() {
        assertThat(here().peek(stored(1))).isNull();
    }

    @Test
    default void whatWasReadIsKnown() {
        known(stored(1), 1);
    }

    @Test
    default void aReplacedTokenIsForgotten() {
        AccountKey key = stored(1);
        known(key, 1);
        emitted(elsewhere().put(key, lasting(2), TTL));
        eventually(() -> assertThat(here().peek(key)).isNull());
        known(key, 2);
    }

    @Test
    default void anEvictedTokenIsForgotten() {
        AccountKey key = stored(1);
        known(key, 1);
        completes(elsewhere().evict(key));
        eventually(() -> assertThat(here().peek(key)).isNull());
        isEmpty(here().get(key));
    }

    @Test
    default void ofManyReplacementsTheLastIsSeen() {
        AccountKey key = stored(1);
        for (int version = 2; version <= 100; version++) {
            here().get(key).subscribe();
            emitted(elsewhere().put(key, lasting(version), TTL));
        }
        eventually(() -> assertThat(here().get(key).block(TTL)).isEqualTo(lasting(100)));
        known(key, 100);
    }

    @Test
    default void aTokenPastItsExpiryIsNotKnown() {
        AccountKey key = freshKey();
        emitted(elsewhere().put(key, new CachedToken(Secret.of("dead"), 1, Instant.EPOCH), TTL));
        known(stored(1), 1);
        emitted(here().get(key));
        assertThat(here().peek(key)).isNull();
    }

    @Test
    default void whatCannotGoOnAHeaderIsReadAsStoredAndNeverKnown() {
        for (String odd : List.of(" ", " token", "token\n", "to\r\nX-Evil: 1", "t\u00f6ken", "\0")) {
            AccountKey key = freshKey();
            CachedToken entry = new CachedToken(Secret.of(odd), 1, null);
            emitted(elsewhere().put(key, entry, TTL));
            known(stored(1), 1);
            assertThat(emitted(here().get(key))).isEqualTo(entry);
            assertThat(here().peek(key)).isNull();
        }
    }

    @Test
    default void changesElsewhereAreTold() {
        List<AccountChange> heard = new CopyOnWriteArrayList<>();
        known(stored(1), 1);
        Disposable listening = here().changes().subscribe(heard::add);
        AccountKey key = stored(1);
        AccountChange change = new AccountChange(key, AccountChange.Kind.TOKEN);
        eventually(() -> assertThat(heard).contains(change));
        heard.clear();
        completes(elsewhere().evict(key));
        eventually(() -> assertThat(heard).contains(change));
        listening.dispose();
    }

    @Test
    default void aTokenIsForgottenBeforeItsChangeIsTold() {
        AccountKey key = stored(1);
        known(key, 1);
        List<CachedToken> knownWhenTold = new CopyOnWriteArrayList<>();
        List<AccountChange> heard = new CopyOnWriteArrayList<>();
        Disposable listening = here().changes()
                .filter(change -> change.key().equals(key))
                .subscribe(change -> {
                    CachedToken still = here().peek(key);
                    if (still != null) {
                        knownWhenTold.add(still);
                    }
                    heard.add(change);
                });
        emitted(elsewhere().put(key, lasting(2), TTL));
        eventually(() -> assertThat(heard).isNotEmpty());
        assertThat(knownWhenTold).isEmpty();
        listening.dispose();
    }

    @Test
    default void whatThisInstanceWritesItReads() {
        AccountKey key = stored(1);
        known(key, 1);
        emitted(here().put(key, lasting(2), TTL));
        assertThat(emitted(here().get(key))).isEqualTo(lasting(2));
        completes(here().evict(key));
        isEmpty(here().get(key));
        assertThat(token(1)).isNotEqualTo(lasting(1));
    }
}
