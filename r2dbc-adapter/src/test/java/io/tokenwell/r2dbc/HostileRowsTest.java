package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Secret;
import io.tokenwell.WireText;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.tck.HostileInputs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Whatever stands in a row is read, or is an error that repeats nothing of it and leaves no claim; no name is SQL. */
class HostileRowsTest {

    private static final SecretCipher CIPHER =
            TinkSecretCipher.of(List.of("planted: the key of thirty-two b".getBytes(StandardCharsets.US_ASCII)));

    private final HostileInputs inputs = new HostileInputs("PostgreSQL");
    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository plain = new R2dbcAccountRepository(pool, names);
    private final R2dbcAccountRepository sealing = plain.withSecretCipher(CIPHER);
    private long id;

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void noneIsMoreThanAnError() {
        tryNames();
        HostileRows.unreadable()
                .forEach(document -> stored(
                        "document",
                        document,
                        row -> assertThat(refused(plain, row)).isTrue()));
        HostileRows.odd().forEach((what, document) -> {
            boolean marked = document.matches("(?s).*_token\":\"tw1\\..*");
            boolean sealed = marked && document.contains("0123456789abcdef");
            stored(what, document, row -> assertThat(refused(plain, row)).isEqualTo(sealed));
            stored(
                    "with keys, " + what,
                    document,
                    row -> assertThat(refused(sealing, row)).isEqualTo(marked));
        });
        tryTexts();
        trySwaps();
        inputs.end();
    }

    private void tryNames() {
        List<Function<String, Object>> roles = List.of(
                name -> TableNames.builder().schema(name).build(),
                name -> AccountColumns.builder().proxy(name).build(),
                name -> TableNames.builder().claims(name).build());
        for (Function<String, Object> role : roles) {
            HostileRows.NAMES.forEach(name -> inputs.tried(
                    "name " + name, () -> assertThat(role.apply(name)).isNotNull()));
            HostileRows.NO_NAMES.forEach(name -> inputs.tried(
                    "no name " + HostileRows.shown(name),
                    () -> assertThatIllegalArgumentException().isThrownBy(() -> role.apply(name))));
        }
    }

    private void stored(String what, String document, Consumer<Long> check) {
        long row = ++id;
        inputs.tried(what + " " + HostileRows.shown(document), () -> {
            table.storeDocument(row, "$planted$" + document + "$planted$");
            check.accept(row);
            table.delete(Long.toString(row));
        });
    }

    /** Found and claimed, or neither. */
    private boolean refused(R2dbcAccountRepository repository, long row) {
        Object found = result(repository.findById(Long.toString(row)));
        Object claim =
                result(repository.claimRefresh(new ClaimRequest(Long.toString(row), "owner", Duration.ofMinutes(1))));
        boolean refused = found instanceof InvalidAccountException;
        assertThat(claim instanceof InvalidAccountException).isEqualTo(refused);
        assertThat(table.claim(row, "owner")).isEqualTo(refused ? "null" : "owner");
        if (claim instanceof RefreshClaim granted) {
            assertThat(granted.account()).isEqualTo(found);
            assertUsable(granted.account().credentials());
            assertThat(granted.account().toString()).doesNotContain("planted");
        }
        return refused;
    }

    private static void assertUsable(Credentials credentials) {
        assertThat(credentials.accessToken().map(Secret::expose).filter(token -> !WireText.isVisible(token)))
                .isEmpty();
        assertThat(credentials.refreshToken().map(Secret::expose).filter(token -> !WireText.isVisible(token)))
                .isEmpty();
        assertThat(credentials.tokenVersion()).isBetween(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(credentials.expiryUnreadable() && credentials.expiresAt().isPresent())
                .isFalse();
    }

    /** What an operator or a stranger wrote into other columns, and into a claim. */
    private void tryTexts() {
        for (String text : HostileRows.texts()) {
            long row = ++id;
            inputs.tried("columns " + HostileRows.shown(text), () -> {
                Account account = new Account(Long.toString(row), text, text, text, Credentials.empty(), text);
                table.store(account);
                assertThat(result(plain.findById(Long.toString(row)))).isEqualTo(account);
                Object claim =
                        result(plain.claimRefresh(new ClaimRequest(Long.toString(row), text, Duration.ofMinutes(1))));
                assertThat(claim).isInstanceOf(RefreshClaim.class);
                assertThat(table.claim(row, "owner")).isEqualTo(text);
                table.delete(Long.toString(row));
            });
        }
    }

    /** A ciphertext that is right elsewhere, or nearly right. */
    private void trySwaps() {
        String access = CIPHER.encrypted(new AccountKey(1_000_000), "access_token", "planted-a");
        String refresh = CIPHER.encrypted(new AccountKey(1_000_000), "refresh_token", "planted-r");
        List<String> wrong = new ArrayList<>(List.of(
                CIPHER.encrypted(new AccountKey(1_000_001), "access_token", "planted-a"),
                CIPHER.encrypted(new AccountKey(1_000_000), "id_token", "planted-a"),
                CIPHER.encrypted(new AccountKey(1_000_000), "escrow", "planted-a"),
                refresh,
                access + "A",
                access + "=",
                access + "\\n",
                access.replace("tw1.", "tw1.0")));
        for (int length = 4; length < access.length(); length++) {
            wrong.add(access.substring(0, length));
        }
        for (String text : wrong) {
            inputs.tried("ciphertext " + text, () -> {
                String document = "{\"access_token\":\"" + text + "\",\"refresh_token\":\"" + refresh + "\"}";
                table.storeDocument(1_000_000, "$planted$" + document + "$planted$");
                assertThat(refused(sealing, 1_000_000)).isTrue();
                table.delete("1000000");
            });
        }
        inputs.tried("the right ciphertext", () -> {
            table.store(Account.active(1_000_000, "openai", Credentials.of(Map.of("access_token", access))));
            assertThat(refused(sealing, 1_000_000)).isFalse();
        });
    }

    /** What a call emits, be it its typed error; any other error is a failure. */
    private static Object result(Mono<?> call) {
        Object result = call.cast(Object.class)
                .onErrorResume(InvalidAccountException.class, Mono::just)
                .blockOptional(Database.PATIENCE)
                .orElse("nothing");
        if (result instanceof InvalidAccountException typed) {
            StringWriter trace = new StringWriter();
            typed.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("planted");
            assertThat(typed).hasNoCause();
            assertThat(String.valueOf(typed.getMessage())).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
        return result;
    }
}
