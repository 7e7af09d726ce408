package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static io.tokenwell.tck.TokenCacheSignalsContract.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.tokenwell.spi.TokenCache} does. Caches that can be out of reach implement {@link
 * TokenCacheOutageContract} as well.
 */
public interface TokenCacheContract extends TokenCacheSignalsContract {

    @Test
    default void anAccountThatWasNeverStoredIsEmpty() {
        isEmpty(cache().get(freshKey()));
    }

    @Test
    default void tokenVersionAndExpiryComeBackAsStored() {
        AccountKey key = freshKey();
        CachedToken odd = new CachedToken(
                Secret.of(" a|b:c\n\"{}\u00e4\ud83d\udd11|"),
                1_767_225_600_123L,
                Instant.parse("1969-01-01T00:00:00.007Z"));
        assertThat(put(key, odd)).isTrue();
        assertThat(found(key)).isEqualTo(odd);
    }

    @Test
    default void anUnknownExpiryComesBackAsUnknown() {
        AccountKey key = freshKey();
        CachedToken endless = new CachedToken(Secret.of("token"), 0, null);
        assertThat(put(key, endless)).isTrue();
        assertThat(found(key)).isEqualTo(endless);
    }

    @Test
    default void aNewerVersionReplaces() {
        AccountKey key = freshKey();
        put(key, token(1));
        assertThat(put(key, token(2))).isTrue();
        assertThat(found(key)).isEqualTo(token(2));
    }

    @Test
    default void anEqualVersionReplaces() {
        AccountKey key = freshKey();
        put(key, token(1));
        CachedToken sameVersion = new CachedToken(Secret.of("other"), 1, null);
        assertThat(put(key, sameVersion)).isTrue();
        assertThat(found(key)).isEqualTo(sameVersion);
    }

    @Test
    default void anOlderVersionIsRefusedAndChangesNothing() {
        AccountKey key = freshKey();
        put(key, token(2));
        assertThat(put(key, token(1))).isFalse();
        assertThat(found(key)).isEqualTo(token(2));
    }

    @Test
    default void versionsCompareOverTheWholeRangeOfALong() {
        List<Long> ascending = List.of(
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -10L,
                -9L,
                -1L,
                0L,
                9L,
                10L,
                (1L << 53),
                (1L << 53) + 1,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE);
        AccountKey key = freshKey();
        for (int next = 0; next < ascending.size(); next++) {
            assertThat(put(key, token(ascending.get(next)))).isTrue();
            for (long older : ascending.subList(0, next)) {
                assertThat(put(key, token(older)))
                        .as("%d over %d", older, ascending.get(next))
                        .isFalse();
            }
        }
        assertThat(found(key)).isEqualTo(token(Long.MAX_VALUE));
    }

    @Test
    default void anEntryLivesAsLongAsItWasGivenToTheMillisecond() {
        AccountKey key = freshKey();
        emitted(cache().put(key, token(1), Duration.ofMillis(61_990)));
        letTimePass(key, Duration.ofMillis(61_050));
        assertThat(found(key)).isEqualTo(token(1));
        letTimePass(key, Duration.ofMillis(940));
        isEmpty(cache().get(key));
    }

    @Test
    default void anAcceptedWriteStartsANewLife() {
        AccountKey key = freshKey();
        put(key, token(1));
        letTimePass(key, TTL.dividedBy(2));
        put(key, token(1));
        letTimePass(key, TTL.dividedBy(2).plusSeconds(1));
        assertThat(found(key)).isEqualTo(token(1));
    }

    @Test
    default void aRefusedWriteDoesNotProlongALife() {
        AccountKey key = freshKey();
        put(key, token(2));
        letTimePass(key, TTL.dividedBy(2));
        put(key, token(1));
        letTimePass(key, TTL.dividedBy(2));
        isEmpty(cache().get(key));
    }

    @Test
    default void anExpiredEntryHindersNobody() {
        AccountKey key = freshKey();
        put(key, token(2));
        letTimePass(key, TTL);
        assertThat(put(key, token(1))).isTrue();
        assertThat(found(key)).isEqualTo(token(1));
    }

    @Test
    default void anEvictedTokenIsGoneAndAnOlderOneIsWelcome() {
        AccountKey key = freshKey();
        put(key, token(2));
        isEmpty(cache().evict(key));
        isEmpty(cache().get(key));
        assertThat(put(key, token(1))).isTrue();
    }

    @Test
    default void whatIsHandedOutWithoutAskingIsWhatTheStoreHas() {
        AccountKey key = freshKey();
        assertThat(cache().peek(key)).isNull();
        CachedToken token = new CachedToken(Secret.of("token"), 1, null);
        put(key, token);
        assertThat(cache().peek(key)).isIn(null, token);
        completes(cache().evict(key));
        assertThat(cache().peek(key)).isNull();
        put(key, token);
        letTimePass(key, TTL);
        assertThat(cache().peek(key)).isNull();
    }

    @Test
    default void deadTokensAndWhatCannotGoOnAHeaderAreNotHandedOutWithoutAsking() {
        AccountKey key = freshKey();
        for (String odd : List.of(" ", " token", "token\n", "to\r\nX-Evil: 1", "t\u00f6ken", "\0")) {
            put(key, new CachedToken(Secret.of(odd), 1, null));
            assertThat(cache().peek(key)).isNull();
        }
        put(key, new CachedToken(Secret.of("dead"), 1, Instant.EPOCH));
        assertThat(cache().peek(key)).isNull();
    }

    @Test
    default void evictingWhatIsNotThereIsQuiet() {
        AccountKey key = freshKey();
        isEmpty(cache().evict(key));
        isEmpty(cache().evict(key));
    }

    @Test
    default void accountsDoNotTouchEachOther() {
        AccountKey first = freshKey();
        AccountKey second = freshKey();
        put(first, token(2));
        assertThat(put(second, token(1))).isTrue();
        completes(cache().evict(second));
        assertThat(found(first)).isEqualTo(token(2));
        isEmpty(cache().get(second));
    }
}
