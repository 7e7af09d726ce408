package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.Account;
import io.tokenwell.TokenStorageException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** No token is redeemed that the table would not take. */
class WriteRightsTest {

    private static final AtomicInteger ROLES = new AtomicInteger();

    private final FreeTable table = FreeTable.created(
            AccountColumns.defaults(),
            "id bigint PRIMARY KEY, platform text, type text, status text, credentials jsonb, updated_at timestamptz,"
                    + " other text");
    private final AccountTable claims = new AccountTable(table.names());
    private final String accounts = table.names().qualifiedAccounts();
    private final String role = "writes_" + ProcessHandle.current().pid() + "_" + ROLES.incrementAndGet();
    private final ConnectionPool pool = pool();
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, table.names());

    /** May read, lock and claim. */
    private ConnectionPool pool() {
        Database.execute("CREATE ROLE " + role + " LOGIN");
        Database.execute("GRANT USAGE ON SCHEMA \"" + table.names().schema() + "\" TO " + role);
        Database.execute("GRANT SELECT, UPDATE (other) ON " + accounts + " TO " + role);
        Database.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table.names().qualifiedClaims() + " TO " + role);
        return ConnectionPools.open(
                Database.options()
                        .mutate()
                        .option(ConnectionFactoryOptions.USER, role)
                        .build(),
                4);
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    private void stored(long id, Instant end) {
        table.store(
                Account.active(id, "openai", AccountTable.credentials(1).with(Map.of("expires_at", end.toString()))));
    }

    private Mono<RefreshClaim> claiming(long id) {
        return repository.claimRefresh(new ClaimRequest(Long.toString(id), "owner", Duration.ofMinutes(1)));
    }

    private TokenStorageException refused(long id) {
        Throwable error = catchThrowable(() -> claiming(id).block(Database.PATIENCE));
        assertThat(error).isInstanceOf(TokenStorageException.class);
        assertThat(claims.claim(id, "owner")).as("nothing was claimed").isEqualTo("null");
        TokenStorageException typed = (TokenStorageException) error;
        assertThat(typed.retryable()).as("%s", error).isFalse();
        return typed;
    }

    private RefreshClaim granted(long id) {
        RefreshClaim claim = Objects.requireNonNull(claiming(id).block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private void grant() {
        Database.execute("GRANT UPDATE (credentials, updated_at) ON " + accounts + " TO " + role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE (other)", "UPDATE (updated_at)", "UPDATE (credentials)"})
    void whoMayNotWriteTheColumnsClaimsNothing(String right) {
        stored(1, Instant.now());
        Database.execute("GRANT " + right + " ON " + accounts + " TO " + role);
        assertThat(refused(1)).hasMessageContaining("permission denied for table Konten");
        grant();
        assertThat(repository.complete(granted(1), AccountTable.credentials(2)).block(Database.PATIENCE))
                .as("without a restart")
                .isTrue();
    }

    /** As every claim needs the right, not the first one only. */
    @Test
    void aRightThatIsTakenAwayLaterIsMissedByTheNextClaim() {
        grant();
        stored(1, Instant.now());
        stored(2, Instant.now());
        granted(1);
        Database.execute("REVOKE UPDATE (credentials) ON " + accounts + " FROM " + role);
        refused(2);
    }

    @Test
    void noTokenIsSentBeforeTheTableCanTakeItAndValidOnesAreServed() {
        AtomicInteger requests = new AtomicInteger();
        stored(1, Instant.now().minusSeconds(60));
        stored(2, Instant.now().plusSeconds(60));
        RefreshingAccessTokenProvider tokens = RefreshingAccessTokenProvider.builder()
                .repository(repository)
                .endpoint(account -> Mono.fromSupplier(() -> {
                    requests.incrementAndGet();
                    return new TokenGrant(Map.of("access_token", "at-2", "refresh_token", "rt-2", "expires_in", 3600));
                }))
                .build();
        Throwable error = catchThrowable(() -> tokens.getAccessToken(1).block(Database.PATIENCE));
        assertThat(error).isInstanceOf(TokenStorageException.class).hasMessageContaining("permission denied");
        assertThat(tokens.getAccessToken(2).block(Database.PATIENCE)).isEqualTo("at-1");
        assertThat(requests).hasValue(0);
        grant();
        assertThat(tokens.getAccessToken(1).block(Database.PATIENCE)).isEqualTo("at-2");
        assertThat(requests).hasValue(1);
        assertThat(table.stored(1, "credentials ->> 'refresh_token'")).isEqualTo("rt-2");
        tokens.close(Duration.ofSeconds(5)).block(Database.PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAISE EXCEPTION 'planted'", "RETURN NULL"})
    void aTriggerThatKeepsTheRowAsItIsIsFoundByTheFirstClaim(String body) {
        grant();
        stored(1, Instant.now());
        trigger(body);
        assertThat(refused(1)).hasMessageNotContaining("planted");
        refused(1);
        Database.execute("DROP TRIGGER stop ON " + accounts);
        granted(1);
    }

    /** Only a few claims write the row: a failed write makes the next one do so. */
    @Test
    void aWriteThatFailsMakesTheNextClaimTry() {
        grant();
        stored(1, Instant.now());
        stored(2, Instant.now());
        RefreshClaim claim = granted(1);
        trigger("RAISE EXCEPTION 'planted'");
        assertThat(catchThrowable(() ->
                        repository.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE)))
                .isInstanceOf(TokenStorageException.class);
        refused(2);
        Database.execute("DROP TRIGGER stop ON " + accounts);
        granted(2);
    }

    private void trigger(String body) {
        String function = '"' + table.names().schema() + "\".stop()";
        Database.execute("CREATE FUNCTION " + function + " RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
                + body.replace("'", "''") + "; END'");
        Database.execute(
                "CREATE TRIGGER stop BEFORE UPDATE ON " + accounts + " FOR EACH ROW EXECUTE FUNCTION " + function);
    }

    @Test
    void aPolicyThatLetsNobodyWriteLetsNobodyClaim() {
        grant();
        stored(1, Instant.now());
        Database.execute("ALTER TABLE " + accounts + " ENABLE ROW LEVEL SECURITY");
        Database.execute("CREATE POLICY reads ON " + accounts + " FOR SELECT USING (true)");
        assertThat(claiming(1).block(Database.PATIENCE))
                .as("no such row to lock")
                .isNull();
        Database.execute("CREATE POLICY writes ON " + accounts + " FOR UPDATE USING (true) WITH CHECK (false)");
        refused(1);
        Database.execute("DROP POLICY writes ON " + accounts);
        Database.execute("CREATE POLICY writes ON " + accounts + " FOR UPDATE USING (true)");
        granted(1);
    }

    @Test
    void onlyTheFirstClaimWritesTheRow() {
        grant();
        stored(1, Instant.now());
        stored(2, Instant.now());
        String before = table.stored(1, "ctid");
        granted(1);
        assertThat(table.stored(1, "ctid")).isNotEqualTo(before);
        assertThat(table.stored(1, "credentials ->> 'refresh_token'")).isEqualTo("rt-1");
        String second = table.stored(2, "ctid");
        granted(2);
        assertThat(table.stored(2, "ctid")).isEqualTo(second);
    }
}
