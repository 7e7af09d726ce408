package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who can write to Redis, and has no key, makes of the entries. */
class StrictEntriesTest {

    private static final AccountKey KEY = new AccountKey(-7);
    private static final String TOKEN = "tokenwell:{openai:account:-7}:token";
    private static final String ESCROW = "tokenwell:{openai:account:-7}:escrow";
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant END = Instant.ofEpochMilli(1_767_225_600_123L);
    private static final CachedToken OURS = new CachedToken(Secret.of("ours"), 7, END);

    private final Backend redis = Backend.standalone();
    private final RedisTokenCache strict = cache(Ciphers.STRICT);

    private RedisTokenCache cache(SecretCipher cipher) {
        return redis.stores().withSecretCipher(cipher).tokenCache();
    }

    @AfterEach
    void clear() {
        redis.raw().del(TOKEN, ESCROW);
    }

    /** As instances of before wrote them: bound to account and field. */
    private static String ofBefore(String versionAndExpiry) {
        return versionAndExpiry + Ciphers.CHANGING.encrypted(KEY, Credentials.ACCESS_TOKEN, "ours");
    }

    private static String sealed(CachedToken token) {
        return new TokenEntry(Ciphers.CHANGING).encoded(KEY, token);
    }

    static Stream<String> refused() {
        String token = sealed(OURS).substring("7|1767225600123|".length());
        return Stream.of(
                "9223372036854775806|4070908800000|attacker-token",
                "7|1767225600123|attacker-token",
                "9||",
                "9||tw1.",
                ofBefore("7|1767225600123|"),
                ofBefore("9223372036854775806|4070908800000|"),
                "7|4070908800000|" + token,
                "7||" + token,
                "07|1767225600123|" + token,
                "9223372036854775806|1767225600123|" + token,
                "7|1767225600123|" + token.substring(0, token.length() - 2) + "AA",
                new TokenEntry(Ciphers.CHANGING).encoded(new AccountKey(-8), OURS));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isAMissAndMakesRoomForAnyWrite(String entry) {
        redis.raw().set(TOKEN, entry);

        if (entry.equals("9||")) {
            assertThatThrownBy(() -> strict.get(KEY).block(LIMIT)).isInstanceOf(TokenStorageException.class);
        } else {
            assertThat(strict.get(KEY).blockOptional(LIMIT)).isEmpty();
        }
        assertThat(strict.put(KEY, OURS, TTL).block(LIMIT)).isTrue();
        assertThat(strict.get(KEY).block(LIMIT)).isEqualTo(OURS);
    }

    @Test
    void whatAnUnknownKeyHasWrittenIsAnErrorAndGivesWayToNewerOnesOnly() {
        cache(Ciphers.AFTER).put(KEY, OURS, TTL).block(LIMIT);
        RedisTokenCache other = cache(Ciphers.BEFORE.strict());

        assertThatThrownBy(() -> other.get(KEY).block(LIMIT)).isInstanceOf(TokenStorageException.class);
        CachedToken older = new CachedToken(Secret.of("older"), 6, END);
        assertThat(other.put(KEY, older, TTL).block(LIMIT)).isFalse();
        assertThat(strict.get(KEY).block(LIMIT)).isEqualTo(OURS);
    }

    @Test
    void versionAndExpiryCannotBeMovedToAnotherTokenInAnyMode() {
        String token = sealed(OURS).substring("7|1767225600123|".length());
        for (SecretCipher each : List.of(Ciphers.CHANGING, Ciphers.CHANGING.writingPlain())) {
            for (String before : List.of("8|1767225600123|", "7|1767225600124|", "7||", "+7|1767225600123|")) {
                redis.raw().set(TOKEN, before + token);
                assertThatThrownBy(() -> cache(each).get(KEY).block(LIMIT)).isInstanceOf(TokenStorageException.class);
            }
        }
    }

    /** While instances of both versions run. The old one's entries end by themselves, within a day. */
    @Test
    void entriesOfBeforeAreReadUntilStrict() {
        redis.raw().set(TOKEN, ofBefore("7|1767225600123|"));
        assertThat(cache(Ciphers.CHANGING).get(KEY).block(LIMIT)).isEqualTo(OURS);
        assertThat(cache(Ciphers.CHANGING.writingPlain()).get(KEY).block(LIMIT)).isEqualTo(OURS);
        assertThat(cache(Ciphers.CHANGING).put(KEY, OURS, TTL).block(LIMIT)).isTrue();
        assertThat(redis.raw().get(TOKEN)).isEqualTo(sealed(OURS));
    }

    /** What an instance of before does: it looks under the field's name only. */
    @Test
    void anInstanceOfBeforeDoesNotReadWhatIsWrittenNow() {
        String token = sealed(OURS).substring("7|1767225600123|".length());
        assertThatThrownBy(() -> Ciphers.CHANGING.decrypted(KEY, Credentials.ACCESS_TOKEN, token))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "moved", "of another field"})
    void aRotationThatIsRefusedIsAnErrorAndStays(String how) {
        EscrowedRotation rotation =
                new EscrowedRotation(KEY, 7, Secret.of("planted"), Credentials.of(Map.of("_token_version", 8L)));
        EscrowedRotation elsewhere = new EscrowedRotation(
                new AccountKey(-8), 7, Secret.of("planted"), Credentials.of(Map.of("_token_version", 8L)));
        String entry = switch (how) {
            case "plain" -> new EscrowEntry(SecretCipher.none()).encoded(rotation);
            case "moved" -> new EscrowEntry(Ciphers.CHANGING).encoded(elsewhere);
            default -> "7|" + Ciphers.CHANGING.encrypted(KEY, "refresh_token", EscrowJson.text(rotation));
        };
        redis.raw().set(ESCROW, entry);
        RedisRotationEscrow escrow =
                redis.stores().withSecretCipher(Ciphers.STRICT).rotationEscrow();

        assertThatThrownBy(() -> escrow.find(KEY).block(LIMIT))
                .isInstanceOfSatisfying(
                        TokenStorageException.class,
                        typed -> assertThat(typed)
                                .hasCauseInstanceOf(RefusedSecretException.class)
                                .hasMessageNotContaining("planted"));
        escrow.remove(rotation).onErrorComplete().block(LIMIT);
        assertThat(redis.raw().get(ESCROW)).isEqualTo(entry);
    }

    /** The version before it is for the server; what it says inside is what is done. */
    @Test
    void aRotationIsTakenForWhatItSaysInside() {
        EscrowedRotation rotation =
                new EscrowedRotation(KEY, 7, Secret.of("planted"), Credentials.of(Map.of("_token_version", 8L)));
        String entry = new EscrowEntry(Ciphers.CHANGING).encoded(rotation);
        redis.raw().set(ESCROW, "99" + entry.substring(1));
        assertThat(redis.stores()
                        .withSecretCipher(Ciphers.STRICT)
                        .rotationEscrow()
                        .find(KEY)
                        .block(LIMIT))
                .isEqualTo(rotation);
    }
}
