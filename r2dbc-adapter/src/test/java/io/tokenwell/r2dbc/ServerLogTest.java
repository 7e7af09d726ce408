package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** PostgreSQL's own log of statements, which prints all that is bound, shows no token once there is a cipher. */
class ServerLogTest {

    private static final SecretCipher OLD = cipher(1);
    private static final SecretCipher CIPHER = cipher(2, 1);
    private static final Credentials READ = planted("read");
    private static final Credentials REDEEMED = planted("redeemed");

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = ConnectionPools.open(
            Database.options()
                    .mutate()
                    .option(PostgresqlConnectionFactoryProvider.OPTIONS, Map.of("log_min_duration_statement", "0"))
                    .build(),
            2);
    private final R2dbcAccountRepository plain = new R2dbcAccountRepository(pool, names);
    private final R2dbcAccountRepository sealing = plain.withSecretCipher(CIPHER);

    private static SecretCipher cipher(int... keys) {
        return TinkSecretCipher.of(Arrays.stream(keys)
                .mapToObj(each -> {
                    byte[] key = new byte[32];
                    Arrays.fill(key, (byte) each);
                    return key;
                })
                .toList());
    }

    private static Credentials planted(String when) {
        return Credentials.of(Map.of(
                "access_token", "planted-at-" + when,
                "refresh_token", "planted-rt-" + when,
                "id_token", "planted-id",
                "email", when + "@b.c"));
    }

    static List<Named<UnaryOperator<Credentials>>> rows() {
        return List.of(
                Named.of("plain", plain -> plain),
                Named.of("old", plain -> sealed(OLD, plain)),
                Named.of("new", plain -> sealed(CIPHER, plain)));
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
    void aRefreshOfWhicheverRowIsSilent(UnaryOperator<Credentials> row) {
        table.store(Account.active(1, "openai", row.apply(READ)));
        refresh(sealing);
        assertThat(logged()).contains("redeemed@b.c").doesNotContain("planted");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anAttemptThatFailedIsSilent(UnaryOperator<Credentials> row) {
        table.store(Account.active(1, "openai", row.apply(READ)));
        sealing.abandon(claimed(sealing, "first")).block(Database.PATIENCE);
        RefreshClaim claim = claimed(sealing, "second");
        sealing.postpone(claim, new Cooldown("busy", Duration.ofMinutes(1), true))
                .block(Database.PATIENCE);
        sealing.markReauthorizationRequired(claim, "gone for good").block(Database.PATIENCE);
        assertThat(logged()).contains("gone for good").doesNotContain("planted");
    }

    /** So that the silence above is not that of a log which nobody wrote. */
    @Test
    void withoutACipherTheLogTells() {
        table.store(Account.active(1, "openai", READ));
        refresh(plain);
        assertThat(logged()).contains("planted-at-redeemed", "planted-rt-redeemed");
    }

    private void refresh(R2dbcAccountRepository repository) {
        RefreshClaim claim = claimed(repository, "owner");
        for (int repetition = 0; repetition < 2; repetition++) {
            assertThat(repository.complete(claim, REDEEMED).block(Database.PATIENCE))
                    .isTrue();
        }
    }

    private static RefreshClaim claimed(R2dbcAccountRepository repository, String owner) {
        ClaimRequest request = new ClaimRequest("1", owner, Duration.ofMinutes(1));
        RefreshClaim claim =
                Objects.requireNonNull(repository.claimRefresh(request).block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    /** What the server has logged about this test's schema, each statement up to its parameters. */
    private String logged() {
        try {
            Path log = Path.of(Database.asked("SELECT current_setting('data_directory')"))
                    .resolveSibling("log");
            String all = Files.readString(log);
            return all.substring(all.indexOf(names.schema()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
