package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** From plain entries to encrypted ones, and from key to key. */
class EncryptedEntriesTest {

    private static final AccountKey KEY = new AccountKey(-5);
    private static final String TOKEN = "tokenwell:{openai:account:-5}:token";
    private static final String ESCROW = "tokenwell:{openai:account:-5}:escrow";
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Backend redis = Backend.standalone();

    private RedisTokenCache cache(SecretCipher cipher) {
        return redis.stores().withSecretCipher(cipher).tokenCache();
    }

    private RedisRotationEscrow escrow(SecretCipher cipher) {
        return redis.stores().withSecretCipher(cipher).rotationEscrow();
    }

    private static CachedToken token(long version) {
        return new CachedToken(Secret.of("planted-secret"), version, Instant.ofEpochMilli(1_767_225_600_123L));
    }

    private static EscrowedRotation rotation(AccountKey key, long readVersion) {
        return new EscrowedRotation(
                key,
                readVersion,
                Secret.of("planted-secret"),
                Credentials.of(Map.of("_token_version", readVersion + 1)));
    }

    private void put(SecretCipher cipher, long version, boolean stored) {
        assertThat(cache(cipher).put(KEY, token(version), TTL).block(LIMIT)).isEqualTo(stored);
    }

    private void keep(SecretCipher cipher, long readVersion) {
        escrow(cipher).keep(rotation(KEY, readVersion), TTL).block(LIMIT);
    }

    private static void unreadable(Mono<?> read, String operation) {
        assertThatThrownBy(() -> read.block(LIMIT)).isInstanceOfSatisfying(TokenStorageException.class, typed -> {
            assertThat(typed.operation()).isEqualTo(operation);
            assertThat(typed).hasCauseInstanceOf(IllegalStateException.class);
            assertThat(typed).cause().hasNoCause().hasMessageMatching(".*(unknown|with) key [0-9a-f]{16}");
        });
    }

    @AfterEach
    void clear() {
        redis.raw().del(TOKEN, ESCROW);
    }

    @Test
    void versionAndExpiryStayReadableAndTheTokenDoesNot() {
        put(Ciphers.BEFORE, 7, true);
        assertThat(redis.raw().get(TOKEN)).matches("7\\|1767225600123\\|tw1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+");
        keep(Ciphers.BEFORE, 7);
        assertThat(redis.raw().get(ESCROW)).matches("7\\|tw1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+");
    }

    @Test
    void plainEntriesAreReadAndTheNextWriteEncrypts() {
        put(SecretCipher.none(), 1, true);
        keep(SecretCipher.none(), 1);
        assertThat(cache(Ciphers.AFTER).get(KEY).block(LIMIT)).isEqualTo(token(1));
        assertThat(escrow(Ciphers.AFTER).find(KEY).block(LIMIT)).isEqualTo(rotation(KEY, 1));
        put(Ciphers.AFTER, 1, true);
        keep(Ciphers.AFTER, 1);
        assertThat(redis.raw().mget(TOKEN, ESCROW))
                .allSatisfy(
                        entry -> assertThat(entry.getValue()).contains("tw1.").doesNotContain("planted"));
    }

    @Test
    void aPlainRotationIsRemovedByAnInstanceThatEncrypts() {
        keep(SecretCipher.none(), 1);
        escrow(Ciphers.AFTER).remove(rotation(KEY, 1)).block(LIMIT);
        assertThat(redis.raw().get(ESCROW)).isNull();
    }

    @Test
    void whileTheKeyIsChangedInstancesReadEachOther() {
        put(Ciphers.BEFORE, 1, true);
        keep(Ciphers.BEFORE, 1);
        assertThat(cache(Ciphers.CHANGING).get(KEY).block(LIMIT)).isEqualTo(token(1));
        assertThat(escrow(Ciphers.CHANGING).find(KEY).block(LIMIT)).isEqualTo(rotation(KEY, 1));
        escrow(Ciphers.CHANGING).remove(rotation(KEY, 1)).block(LIMIT);
        put(Ciphers.CHANGING, 2, true);
        put(Ciphers.CHANGING, 1, false);
        keep(Ciphers.CHANGING, 2);
        assertThat(cache(Ciphers.AFTER).get(KEY).block(LIMIT)).isEqualTo(token(2));
        assertThat(escrow(Ciphers.AFTER).find(KEY).block(LIMIT)).isEqualTo(rotation(KEY, 2));
    }

    @Test
    void aTokenThatCannotBeDecryptedIsATypedErrorAndGivesWayToNewerOnesOnly() {
        put(Ciphers.BEFORE, 9, true);
        unreadable(cache(Ciphers.AFTER).get(KEY), "cache.get");
        unreadable(cache(SecretCipher.none()).get(KEY), "cache.get");
        put(Ciphers.AFTER, 8, false);
        assertThat(cache(Ciphers.BEFORE).get(KEY).block(LIMIT)).isEqualTo(token(9));
        put(Ciphers.AFTER, 9, true);
        assertThat(cache(Ciphers.AFTER).get(KEY).block(LIMIT)).isEqualTo(token(9));
    }

    /** It may be the only copy of a refresh token, and whoever wrote it can read it. */
    @Test
    void aRotationThatCannotBeDecryptedIsATypedErrorAndStays() {
        keep(Ciphers.BEFORE, 9);
        unreadable(escrow(Ciphers.AFTER).find(KEY), "escrow.find");
        unreadable(escrow(Ciphers.AFTER).remove(rotation(KEY, 9)), "escrow.remove");
        keep(Ciphers.AFTER, 8);
        assertThat(escrow(Ciphers.BEFORE).find(KEY).block(LIMIT)).isEqualTo(rotation(KEY, 9));
        keep(Ciphers.AFTER, 10);
        assertThat(escrow(Ciphers.AFTER).find(KEY).block(LIMIT)).isEqualTo(rotation(KEY, 10));
    }

    @Test
    void anEntryMovedToAnotherAccountIsNotRead() {
        AccountKey victim = new AccountKey(-6);
        put(Ciphers.BEFORE, 1, true);
        keep(Ciphers.BEFORE, 1);
        redis.raw().set("tokenwell:{openai:account:-6}:token", redis.raw().get(TOKEN));
        redis.raw().set("tokenwell:{openai:account:-6}:escrow", redis.raw().get(ESCROW));
        unreadable(cache(Ciphers.BEFORE).get(victim), "cache.get");
        unreadable(escrow(Ciphers.BEFORE).find(victim), "escrow.find");
    }
}
