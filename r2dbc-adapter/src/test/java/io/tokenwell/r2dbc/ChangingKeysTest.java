package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** While keys are changed, instances that write with different ones recognise a refresh token by each other's claims. */
class ChangingKeysTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final SecretCipher BEHIND = TinkSecretCipher.of(List.of(OLD, NEW));
    private static final SecretCipher AHEAD = TinkSecretCipher.of(List.of(NEW, OLD));

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository behind = new R2dbcAccountRepository(pool, names).withSecretCipher(BEHIND);
    private final R2dbcAccountRepository ahead = behind.withSecretCipher(AHEAD);

    private static byte[] key(int each) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) each);
        return key;
    }

    /** What may be in the row: a plain token, one under either key, or none. */
    static List<Named<UnaryOperator<Credentials>>> rows() {
        return List.of(
                Named.of("plain", plain -> plain),
                Named.of("old", plain -> sealed(BEHIND, plain)),
                Named.of("new", plain -> sealed(AHEAD, plain)),
                Named.of("none", plain -> Credentials.of(Map.of("client_id", "app"))));
    }

    private static Credentials sealed(SecretCipher cipher, Credentials plain) {
        return new SecretFields(cipher, SecretFields.DEFAULT_KEYS).sealed("1", plain);
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aClaimThatRanOutIsSilentForThePatientAndToldToTheOthers(UnaryOperator<Credentials> row) {
        onBothWays(row, (one, other) -> {
            claimed(one, "dead");
            table.letClaimExpire("1");
            assertThat(asked(other, "patient", LONG))
                    .isInstanceOfSatisfying(
                            Silent.class,
                            silent -> assertThat(silent.attempt().owner()).isEqualTo("dead"));
            assertToldOf("dead", asked(other, "next", Duration.ZERO));
            postpone(other, "next", new Cooldown("busy", Duration.ZERO, false));
            assertToldOf("dead", asked(one, "carried", Duration.ZERO));
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPauseIsACooldownForTheOther(UnaryOperator<Credentials> row) {
        onBothWays(row, (one, other) -> {
            claimed(one, "first");
            postpone(one, "first", new Cooldown("no answer", LONG, true));
            assertThat(asked(other, "second", Duration.ZERO)).isInstanceOfSatisfying(CoolingDown.class, pause -> {
                assertThat(pause.cooldown().reason()).isEqualTo("no answer");
                assertThat(pause.cooldown().outcomeUnknown()).isTrue();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aMarkBindsTheOther(UnaryOperator<Credentials> row) {
        onBothWays(row, (one, other) -> {
            RefreshClaim claim = claimed(one, "first");
            one.markReauthorizationRequired(claim, "gone").block(Database.PATIENCE);
            assertThat(asked(other, "second", Duration.ZERO)).isEqualTo(new LoginRequired("gone"));
        });
    }

    /** An instance that got its new configuration between claim and answer. */
    @ParameterizedTest
    @MethodSource("rows")
    void aMarkIsMadeUnderTheOthersKeyToo(UnaryOperator<Credentials> row) {
        onBothWays(row, (one, other) -> {
            RefreshClaim claim = claimed(one, "first");
            other.markReauthorizationRequired(claim, "gone").block(Database.PATIENCE);
            assertThat(asked(one, "second", Duration.ZERO)).isEqualTo(new LoginRequired("gone"));
        });
    }

    @Test
    void anotherRefreshTokenIsAnotherUnderEveryKey() {
        onBothWays(plain -> plain, (one, other) -> {
            RefreshClaim claim = claimed(one, "first");
            one.markReauthorizationRequired(claim, "gone").block(Database.PATIENCE);
            table.store(Account.active(1, "openai", AccountTable.credentials(2)));
            assertThat(asked(other, "second", LONG)).isEqualTo(new Granted(null));
        });
    }

    @Test
    void aTokenIsNotTheSameAsNone() {
        onBothWays(plain -> plain, (one, other) -> {
            claimed(one, "dead");
            table.letClaimExpire("1");
            table.store(Account.active(1, "openai", Credentials.empty()));
            assertThat(asked(other, "next", LONG)).isEqualTo(new Granted(null));
            table.letClaimExpire("1");
            table.stored(1);
            assertThat(asked(one, "last", LONG)).isEqualTo(new Granted(null));
        });
    }

    @Test
    void theNewestKeyIsTheOneWritten() {
        table.stored(1);
        claimed(ahead, "ahead");
        String ofNew = table.claim(1, "refresh_token_fingerprint");
        table.letClaimExpire("1");
        claimed(behind.withSecretCipher(TinkSecretCipher.of(List.of(NEW))), "only");
        assertThat(table.claim(1, "refresh_token_fingerprint")).isEqualTo(ofNew);
        table.letClaimExpire("1");
        claimed(behind, "behind");
        assertThat(table.claim(1, "refresh_token_fingerprint")).isNotEqualTo(ofNew);
    }

    @Test
    void aCipherWithoutKeysIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> behind.withSecretCipher(TestCipher.of()));
    }

    private interface Scene {
        void play(R2dbcAccountRepository one, R2dbcAccountRepository other);
    }

    private void onBothWays(UnaryOperator<Credentials> row, Scene scene) {
        for (boolean forward : new boolean[] {true, false}) {
            Database.execute("DELETE FROM " + names.qualifiedClaims());
            table.store(Account.active(1, "openai", row.apply(AccountTable.credentials(1))));
            scene.play(forward ? behind : ahead, forward ? ahead : behind);
        }
    }

    private static ClaimVerdict asked(R2dbcAccountRepository repository, String owner, Duration grace) {
        return claim(repository, owner, grace).verdict();
    }

    private static RefreshClaim claimed(R2dbcAccountRepository repository, String owner) {
        RefreshClaim claim = claim(repository, owner, Duration.ZERO);
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private static RefreshClaim claim(R2dbcAccountRepository repository, String owner, Duration grace) {
        ClaimRequest request = new ClaimRequest("1", owner, LONG, grace);
        return Objects.requireNonNull(repository.claimRefresh(request).block(Database.PATIENCE));
    }

    private static void postpone(R2dbcAccountRepository repository, String owner, Cooldown cooldown) {
        Account account = Account.active(1, "openai", Credentials.empty());
        RefreshClaim claim = new RefreshClaim(account, owner, true);
        assertThat(repository.postpone(claim, cooldown).block(Database.PATIENCE))
                .isNotNull();
    }

    private static void assertToldOf(String owner, ClaimVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.previous())
                                .isNotNull()
                                .satisfies(told -> assertThat(told.owner()).isEqualTo(owner)));
    }
}
