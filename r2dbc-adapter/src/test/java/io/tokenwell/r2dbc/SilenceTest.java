package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.R2dbcException;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** No token is seen in errors, nor in what the driver logs at DEBUG while all goes well. */
class SilenceTest {

    private static final String PLANTED = "planted-secret";

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, names);
    private final Logger driver = (Logger) LoggerFactory.getLogger("io.r2dbc.postgresql");
    private final Logger bindings = (Logger) LoggerFactory.getLogger("io.r2dbc.postgresql.PARAM");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        List.of(driver, bindings).forEach(logger -> logger.addAppender(log));
        table.store(Account.active(1, "openai", secrets()));
    }

    @AfterEach
    void close() {
        List.of(driver, bindings).forEach(logger -> logger.detachAppender(log));
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void theDriversDebugLogShowsNoToken() {
        // As a key too: the names of removed keys are bound as well.
        table.store(Account.active(1, "openai", secrets().with(Map.of(PLANTED, 1))));
        RefreshClaim claim = claimed();
        assertThat(repository
                        .complete(claim, secrets().with(Map.of("more", PLANTED)))
                        .block(Database.PATIENCE))
                .isTrue();
        repository.abandon(claim).block(Database.PATIENCE);
        driver.setLevel(null);
        driver.setAdditive(true);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("Bind parameter"));
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(PLANTED));
    }

    @Test
    void aViolatedConstraintDoesNotPrintTheRow() {
        RefreshClaim claim = claimed();
        Database.execute("ALTER TABLE " + names.qualifiedAccounts()
                + " ADD CONSTRAINT small CHECK (NOT credentials ? 'refused')");
        assertSilentOutage(repository.complete(claim, secrets().with(Map.of("refused", 1))), "[23514]");
    }

    @Test
    void aTriggerThatQuotesTheDocumentIsNotQuoted() {
        RefreshClaim claim = claimed();
        String function = '"' + names.schema() + "\".loud()";
        Database.execute("CREATE FUNCTION " + function + " RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE EXCEPTION 'no: %', NEW.credentials; END$$");
        Database.execute("CREATE TRIGGER loud BEFORE UPDATE ON " + names.qualifiedAccounts()
                + " FOR EACH ROW EXECUTE FUNCTION " + function);
        assertSilentOutage(repository.complete(claim, secrets().with(Map.of("more", 1))), "[P0001]");
    }

    /** The row has been answered by then: taking it for the end would lose the credentials. */
    @Test
    void anErrorAtCommitIsAnOutageAndNotTheAnswerThatCameBefore() {
        RefreshClaim claim = claimed();
        String function = '"' + names.schema() + "\".late()";
        Database.execute("CREATE FUNCTION " + function + " RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE EXCEPTION 'too late'; END$$");
        Database.execute("CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON " + names.qualifiedAccounts()
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + function);
        assertSilentOutage(repository.complete(claim, secrets().with(Map.of("more", 1))), "[P0001]");
        assertThat(repository.findById("1").block(Database.PATIENCE)).isEqualTo(claim.account());
    }

    @Test
    void aNumberThatJsonbCannotHoldIsNotPrinted() {
        Credentials huge = secrets().with(Map.of("huge", new BigDecimal("1E+999999")));
        assertSilentOutage(repository.complete(claimed(), huge), "[22");
    }

    @Test
    void aMissingTableIsNamed() {
        TableNames missing = names.toBuilder().accounts("missing").build();
        Mono<Boolean> completion = new R2dbcAccountRepository(pool, missing).complete(claimed(), secrets());
        assertSilentOutage(completion, "[42P01]").hasStackTraceContaining("missing\" does not exist");
    }

    @Test
    void textThatJsonbCannotHoldIsRefusedBeforeItIsSent() {
        RefreshClaim claim = claimed();
        for (String text :
                List.of(PLANTED + "\u0000", PLANTED + "\\\\\u0000", PLANTED + "\ud83d", PLANTED + "\udd11")) {
            assertSilent(repository.complete(claim, secrets().with(Map.of("text", text))))
                    .isInstanceOf(InvalidAccountException.class)
                    .hasMessageContaining("jsonb cannot store");
        }
    }

    @Test
    void textThatOnlyLooksLikeNulIsStored() {
        Credentials redeemed = secrets().with(Map.of("text", "\\u0000 \\\\u0000"));
        assertThat(repository.complete(claimed(), redeemed).block(Database.PATIENCE))
                .isTrue();
        assertThat(Objects.requireNonNull(repository.findById("1").block(Database.PATIENCE))
                        .credentials())
                .isEqualTo(redeemed);
    }

    private static Credentials secrets() {
        return Credentials.of(Map.of(Credentials.ACCESS_TOKEN, PLANTED, Credentials.REFRESH_TOKEN, PLANTED));
    }

    private RefreshClaim claimed() {
        return Objects.requireNonNull(repository
                .claimRefresh(new ClaimRequest("1", "owner", Duration.ofMinutes(1)))
                .block(Database.PATIENCE));
    }

    private static AbstractThrowableAssert<?, ?> assertSilentOutage(Mono<?> call, String state) {
        return assertSilent(call)
                .isInstanceOf(TokenStorageException.class)
                .hasMessageContaining("account 1: postgresql failed at accounts.complete")
                .hasCauseInstanceOf(R2dbcException.class)
                .hasStackTraceContaining(state);
    }

    private static AbstractThrowableAssert<?, ?> assertSilent(Mono<?> call) {
        Throwable error = Assertions.catchThrowable(() -> call.block(Database.PATIENCE));
        assertThat(error).isNotNull();
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain(PLANTED);
        return assertThat(error);
    }
}
