package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Neither the key of the fingerprints nor a token, plain or encrypted, is seen in logs, errors or claims. */
class SecretKeySilenceTest {

    private static final String PLANTED = "planted-token";
    private static final SecretCipher CIPHER = TestCipher.of("k1", "k2");

    private final TableNames names = Database.installed();
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, names).withSecretCipher(CIPHER);
    private final List<Logger> loggers = List.of(logger("io.r2dbc.postgresql"), logger("io.r2dbc.postgresql.PARAM"));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        loggers.forEach(logger -> logger.addAppender(log));
        new AccountTable(names).store(Account.active(1, "openai", secrets()));
    }

    @AfterEach
    void close() {
        loggers.forEach(logger -> logger.detachAppender(log));
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void theDriversDebugLogShowsNoKeyAndNoToken() {
        runAll();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("Bind parameter [4]") || line.contains("Bind parameter [$4]"))
                .allSatisfy(SecretKeySilenceTest::assertSilent);
    }

    @Test
    void theTableOfClaimsHoldsNoKeyAndNoToken() {
        RefreshClaim claim = claimed("first");
        repository.postpone(claim, new Cooldown("busy", Duration.ZERO, true)).block(Database.PATIENCE);
        repository.markReauthorizationRequired(claimed("second"), "gone").block(Database.PATIENCE);
        String row = Database.asked("SELECT (SELECT claims::text FROM " + names.qualifiedClaims() + " AS claims)");
        assertThat(row).contains("second", "refused", "gone", "first");
        assertSilent(row);
    }

    @Test
    void anErrorThatQuotesTheClaimIsNotQuoted() {
        RefreshClaim claim = claimed("first");
        Database.execute("CREATE FUNCTION \"" + names.schema() + "\".loud() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE EXCEPTION 'no: % %', NEW, (SELECT credentials FROM " + names.qualifiedAccounts()
                + "); END$$");
        Database.execute("CREATE TRIGGER loud BEFORE UPDATE ON " + names.qualifiedClaims()
                + " FOR EACH ROW EXECUTE FUNCTION \"" + names.schema() + "\".loud()");
        assertOutage(repository.markReauthorizationRequired(claim, "gone"), "accounts.mark");
        assertOutage(repository.postpone(claim, new Cooldown("busy", Duration.ZERO, true)), "accounts.postpone");
    }

    private void runAll() {
        RefreshClaim claim = claimed("first");
        repository.complete(claim, secrets().with(Map.of("more", 1))).block(Database.PATIENCE);
        repository.abandon(claimed("second")).block(Database.PATIENCE);
        RefreshClaim last = claimed("third");
        repository
                .postpone(last, new Cooldown("busy", Duration.ofMinutes(1), true))
                .block(Database.PATIENCE);
        repository.markReauthorizationRequired(last, "gone").block(Database.PATIENCE);
        repository.findById("1").block(Database.PATIENCE);
    }

    private RefreshClaim claimed(String owner) {
        RefreshClaim claim = Objects.requireNonNull(repository
                .claimRefresh(new ClaimRequest("1", owner, Duration.ofMinutes(1)))
                .block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private static void assertOutage(Mono<?> call, String operation) {
        Throwable error = catchThrowable(() -> call.block(Database.PATIENCE));
        assertThat(error).isInstanceOf(TokenStorageException.class).hasMessageContaining(operation);
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed));
        assertSilent(printed.toString());
    }

    private static void assertSilent(String text) {
        assertThat(text)
                .doesNotContain(PLANTED)
                .doesNotContain(CIPHER.forms(new AccountKey(1), Credentials.REFRESH_TOKEN, PLANTED))
                .doesNotContain(CIPHER.forms(new AccountKey(1), Credentials.ACCESS_TOKEN, PLANTED));
        Stream.concat(CIPHER.fingerprintKeys().stream(), bound().stream())
                .forEach(key -> assertThat(text)
                        .doesNotContain(new String(key, StandardCharsets.ISO_8859_1))
                        .doesNotContain(HexFormat.of().formatHex(key))
                        .doesNotContain(Base64.getEncoder().encodeToString(key))
                        .doesNotContain(Arrays.toString(key)));
    }

    /** The keys as the database gets them. */
    private static List<byte[]> bound() {
        List<byte[]> bytes = new ArrayList<>();
        Object spy = Proxy.newProxyInstance(
                Statement.class.getClassLoader(), new Class<?>[] {Statement.class}, (self, method, arguments) -> {
                    bytes.add((byte[]) arguments[1]);
                    return self;
                });
        new Fingerprints(CIPHER.fingerprintKeys()).bind((Statement) spy, "$4", "$5");
        assertThat(bytes).hasSize(2).allSatisfy(blocks -> assertThat(blocks).hasSize(128));
        return bytes;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static Credentials secrets() {
        return Credentials.of(Map.of(Credentials.ACCESS_TOKEN, PLANTED, Credentials.REFRESH_TOKEN, PLANTED));
    }
}
