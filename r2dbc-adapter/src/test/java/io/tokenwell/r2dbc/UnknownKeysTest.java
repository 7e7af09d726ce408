package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.LoginRequired;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where one instance lacks the key of another's claim, it waits as for its own token; only a mark may be forgotten. */
class UnknownKeysTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final SecretCipher PLAIN = SecretCipher.none();
    private static final SecretCipher OLD = TinkSecretCipher.of(List.of(key(1)));
    private static final SecretCipher NEW = TinkSecretCipher.of(List.of(key(2)));
    private static final SecretCipher FIRST_STEP =
            TinkSecretCipher.of(List.of(key(1))).writingPlain();
    private static final SecretCipher BOTH = TinkSecretCipher.of(List.of(key(2), key(1)));

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository plain = new R2dbcAccountRepository(pool, names);

    private static byte[] key(int each) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) each);
        return key;
    }

    /** The holder's newest key is not among the asker's. */
    static List<Arguments> strangers() {
        return List.of(
                Arguments.of(OLD, PLAIN),
                Arguments.of(BOTH, OLD),
                Arguments.of(OLD, NEW),
                Arguments.of(PLAIN, TestCipher.of("k1")),
                Arguments.of(TestCipher.of("k1"), PLAIN));
    }

    /** The holder's newest key is among the asker's. */
    static List<Arguments> acquaintances() {
        return List.of(
                Arguments.of(PLAIN, OLD),
                Arguments.of(PLAIN, BOTH),
                Arguments.of(OLD, BOTH),
                Arguments.of(PLAIN, FIRST_STEP),
                Arguments.of(FIRST_STEP, PLAIN),
                Arguments.of(FIRST_STEP, OLD),
                Arguments.of(OLD, FIRST_STEP));
    }

    /** Who cannot read a row under the newest key. */
    static List<SecretCipher> blind() {
        return List.of(PLAIN, OLD);
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @ParameterizedTest
    @MethodSource({"strangers", "acquaintances"})
    void aHolderThatFellSilentIsGivenItsGraceAndNotForgotten(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        claimed(holder, "dead");
        table.letClaimExpire("1");
        assertThat(asked(asker, "patient", LONG)).isInstanceOf(Silent.class);
        RefreshClaim next = claimed(asker, "next");
        assertToldOf("dead", next.verdict());
        with(asker).abandon(next).block(Database.PATIENCE);
        assertToldOf("dead", asked(holder, "last", Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource({"strangers", "acquaintances"})
    void aPauseIsACooldown(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        pause(holder, new Cooldown("no answer", LONG, true));
        assertThat(asked(asker, "second", Duration.ZERO))
                .isInstanceOfSatisfying(
                        CoolingDown.class,
                        pause -> assertThat(pause.cooldown().reason()).isEqualTo("no answer"));
        table.letClaimExpire("1");
        assertToldOf("first", asked(asker, "third", Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aMarkIsForgottenOnce(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        mark(holder);
        assertThat(asked(asker, "second", LONG)).isEqualTo(new Granted(null));
        Account row = Objects.requireNonNull(with(asker).findById("1").block(Database.PATIENCE));
        with(asker)
                .markReauthorizationRequired(new RefreshClaim(row, "second", true), "gone")
                .block(Database.PATIENCE);
        assertThat(asked(asker, "third", LONG)).isEqualTo(new LoginRequired("gone"));
    }

    @ParameterizedTest
    @MethodSource("acquaintances")
    void aMarkUnderAKnownKeyBinds(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        mark(holder);
        assertThat(asked(asker, "second", LONG)).isEqualTo(new LoginRequired("gone"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whatWasLostBeforeAForgottenMarkIsStillTold(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        claimed(holder, "dead");
        table.letClaimExpire("1");
        mark(holder);
        assertToldOf("dead", asked(asker, "next", Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anInstanceThatGotOtherKeysMeanwhileStillMarks(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        RefreshClaim claim = claimed(holder, "first");
        with(asker).markReauthorizationRequired(claim, "gone").block(Database.PATIENCE);
        assertThat(asked(holder, "second", LONG)).isEqualTo(new LoginRequired("gone"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void aTokenIsNotTheSameAsNoneAndNoneIsTheSameAsNone(SecretCipher holder, SecretCipher asker) {
        table.stored(1);
        claimed(holder, "with");
        table.letClaimExpire("1");
        table.store(Account.active(1, "openai", Credentials.empty()));
        assertThat(asked(asker, "without", LONG)).isEqualTo(new Granted(null));
        table.letClaimExpire("1");
        assertThat(asked(holder, "patient", LONG)).isInstanceOf(Silent.class);
        table.stored(1);
        assertThat(asked(holder, "last", LONG)).isEqualTo(new Granted(null));
    }

    @Test
    void aClaimOfAnOlderVersionNamesNoKey() {
        table.stored(1);
        claimed(PLAIN, "dead");
        table.letClaimExpire("1");
        Database.execute("UPDATE " + names.qualifiedClaims()
                + " SET refresh_token_fingerprint = split_part(refresh_token_fingerprint, ':', 2)");
        assertThat(asked(PLAIN, "patient", LONG)).isInstanceOf(Silent.class);
        Database.execute("UPDATE " + names.qualifiedClaims() + " SET outcome = 'refused', reason = 'gone'");
        assertThat(asked(PLAIN, "next", LONG)).isEqualTo(new Granted(null));
    }

    @ParameterizedTest
    @MethodSource("blind")
    void whoCannotReadTheRowSpoilsNothing(SecretCipher blind) {
        Credentials sealed = new SecretFields(NEW, SecretFields.DEFAULT_KEYS).sealed("1", AccountTable.credentials(1));
        table.store(Account.active(1, "openai", sealed));
        pause(BOTH, new Cooldown("no answer", LONG, true));
        assertBlind(blind, Duration.ZERO);
        assertThat(asked(BOTH, "second", Duration.ZERO)).isInstanceOf(CoolingDown.class);
        table.letClaimExpire("1");
        claimed(BOTH, "dead");
        table.letClaimExpire("1");
        assertBlind(blind, LONG);
        assertThat(asked(BOTH, "third", LONG)).isInstanceOf(Silent.class);
        assertBlind(blind, Duration.ZERO);
        assertToldOf("dead", asked(BOTH, "last", LONG));
    }

    private void assertBlind(SecretCipher blind, Duration grace) {
        assertThatThrownBy(() -> claim(blind, "blind", grace)).isInstanceOf(InvalidAccountException.class);
    }

    private R2dbcAccountRepository with(SecretCipher cipher) {
        return plain.withSecretCipher(cipher);
    }

    private void pause(SecretCipher holder, Cooldown cooldown) {
        with(holder).postpone(claimed(holder, "first"), cooldown).block(Database.PATIENCE);
    }

    private void mark(SecretCipher holder) {
        with(holder)
                .markReauthorizationRequired(claimed(holder, "first"), "gone")
                .block(Database.PATIENCE);
    }

    private RefreshClaim claimed(SecretCipher cipher, String owner) {
        RefreshClaim claim = claim(cipher, owner, Duration.ZERO);
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private ClaimVerdict asked(SecretCipher cipher, String owner, Duration grace) {
        return claim(cipher, owner, grace).verdict();
    }

    private RefreshClaim claim(SecretCipher cipher, String owner, Duration grace) {
        ClaimRequest request = new ClaimRequest("1", owner, LONG, grace);
        return Objects.requireNonNull(with(cipher).claimRefresh(request).block(Database.PATIENCE));
    }

    private static void assertToldOf(String owner, ClaimVerdict verdict) {
        assertThat(verdict).isInstanceOf(Granted.class);
        UnfinishedAttempt told = Objects.requireNonNull(((Granted) verdict).previous());
        assertThat(told.owner()).isEqualTo(owner);
    }
}
