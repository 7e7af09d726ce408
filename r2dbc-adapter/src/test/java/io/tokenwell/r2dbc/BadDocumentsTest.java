package io.tokenwell.r2dbc;

import static io.tokenwell.r2dbc.FreeTable.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** A text that is no document is an error of its account, and of no other, whatever is asked. */
class BadDocumentsTest {

    private static final ConnectionPool POOL = Database.pool(2);
    private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");
    private static final String GOOD =
            "{\"expires_at\": \"2031-05-06T12:00:00Z\", \"refresh_token\": \"rt\", \"_token_version\": 7, \"more\": %s}";

    private static FreeTable table(DocumentType type) {
        return FreeTable.created(
                AccountColumns.builder().credentialsType(type).build(),
                "id bigint PRIMARY KEY, platform text, type text, status text, credentials " + type
                        + ", updated_at timestamptz");
    }

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    private static R2dbcAccountRepository repository(FreeTable table) {
        return new R2dbcAccountRepository(POOL, table.names());
    }

    static Stream<String> noJson() {
        return Stream.of(
                "planted-secret",
                "",
                " ",
                "{",
                "{\"a\": 1} 2",
                "{'a': 1}",
                "{\"a\": NaN}",
                "\u00e4",
                "{\"a\": \"\n\"}");
    }

    /** Texts that are JSON, and that jsonb or the parser refuse all the same. */
    static Stream<String> noJsonb() {
        return Stream.of(
                GOOD.formatted("\"\\u0000\""),
                GOOD.formatted("\"\\ud83d\""),
                GOOD.formatted("\"\\ude00\\ud83d\""),
                GOOD.formatted("\"\\\\ud83d\\ude00\""),
                GOOD.formatted("\"\\ud83d\\\\\\ude00\""));
    }

    static Stream<String> huge() {
        return Stream.of(GOOD.formatted("1e999999"));
    }

    /** Deeper than json itself takes. */
    static Stream<String> deep() {
        return Stream.of(GOOD.formatted("[".repeat(40_000) + "]".repeat(40_000)), "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource({"noJson", "noJsonb", "huge", "deep"})
    void isReportedAndNeverClaimedAndHindersNobody(String text) {
        FreeTable table = table(DocumentType.TEXT);
        R2dbcAccountRepository repository = repository(table);
        table.storeDocument(1, literal(text));
        table.storeDocument(2, literal(GOOD.formatted("\"\\ud83d\\ude00 \\\\u0000\"")));
        table.withIndex();
        Database.execute("UPDATE " + table.names().qualifiedAccounts() + " SET credentials = credentials");

        for (Throwable error : List.of(error(repository.findById("1")), error(repository.claimRefresh(request(1))))) {
            assertThat(error)
                    .isInstanceOf(InvalidAccountException.class)
                    .hasNoCause()
                    .hasMessage("account 1: credentials are a text that jsonb cannot store, not an object");
        }
        RefreshClaim pretended = new RefreshClaim(Account.active(1, "openai", Credentials.empty()), "owner", true);
        assertThat(repository.complete(pretended, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isFalse();
        assertThat(new AccountTable(table.names()).claim(1, "owner")).isEqualTo("null");
        assertThat(table.stored(1, "credentials")).isEqualTo(text);
        assertOthersAreServed(table, text.equals(GOOD.formatted("1e999999")) ? List.of("1", "2") : List.of("2"));
    }

    @ParameterizedTest
    @MethodSource({"noJsonb", "huge"})
    void isTheSameInJson(String text) {
        FreeTable table = table(DocumentType.JSON);
        table.storeDocument(1, literal(text));
        table.storeDocument(2, literal(GOOD.formatted("\"\\ud83d\\ude00\"")));
        table.withIndex();
        assertThat(error(repository(table).claimRefresh(request(1)))).isInstanceOf(InvalidAccountException.class);
        assertOthersAreServed(table, text.equals(GOOD.formatted("1e999999")) ? List.of("1", "2") : List.of("2"));
    }

    private static void assertOthersAreServed(FreeTable table, List<String> expected) {
        R2dbcAccountRepository repository = repository(table);
        ExpiringQuery query = ExpiringQuery.first(Set.of("openai"), Set.of("active"), NOON, NOON.plusSeconds(1), 10);
        assertThat(repository.expiringAccounts().page(query).block(Database.PATIENCE))
                .extracting(ExpiringAccount::accountId)
                .as("a huge number has a version and a token for the finder, as json reads them")
                .isSubsetOf(expected)
                .contains("2");
        RefreshClaim claim =
                Objects.requireNonNull(repository.claimRefresh(request(2)).block(Database.PATIENCE));
        repository.markReauthorizationRequired(claim, "invalid_grant").block(Database.PATIENCE);
        Database.execute("INSERT INTO " + table.names().qualifiedClaims()
                + " (account_id, owner, claimed_until, started_at, outcome) VALUES (1, 'x', now(), now(), 'refused')"
                + " ON CONFLICT DO NOTHING");
        assertThat(repository.markedAccounts().page("", null, 10).block(Database.PATIENCE))
                .contains("2");
    }

    @ParameterizedTest
    @EnumSource
    void otherKeysStayAndOfEqualOnesTheLast(DocumentType type) {
        FreeTable table = table(type);
        table.storeDocument(
                1,
                literal("{ \"b\" : [1.50, null],\n \"refresh_token\": \"old\", \"a\": 1, \"refresh_token\": \"rt\" }"));
        R2dbcAccountRepository repository = repository(table);
        RefreshClaim claim =
                Objects.requireNonNull(repository.claimRefresh(request(1)).block(Database.PATIENCE));
        assertThat(claim.account().credentials().asMap()).containsEntry("refresh_token", "rt");
        Credentials redeemed = claim.account().credentials().with(Map.of("refresh_token", "new"));
        assertThat(repository.complete(claim, redeemed).block(Database.PATIENCE))
                .isTrue();
        assertThat(table.stored(1, "credentials"))
                .isEqualTo("{\"a\": 1, \"b\": [1.50, null], \"refresh_token\": \"new\"}");
        assertThat(table.stored(1, "updated_at IS NOT NULL")).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingDocumentIsEmptyAndCanBeCompleted(DocumentType type) {
        FreeTable table = table(type);
        table.storeDocument(1, "NULL");
        R2dbcAccountRepository repository = repository(table);
        RefreshClaim claim =
                Objects.requireNonNull(repository.claimRefresh(request(1)).block(Database.PATIENCE));
        assertThat(claim.account().credentials()).isEqualTo(Credentials.empty());
        assertThat(repository.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isTrue();
        assertThat(repository.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isTrue();
        Account found = Objects.requireNonNull(repository.findById("1").block(Database.PATIENCE));
        assertThat(found.credentials().refreshToken())
                .isEqualTo(AccountTable.credentials(2).refreshToken());
        assertThat(found.credentials().tokenVersion()).isEqualTo(2);
    }

    @Test
    void aTextIsReadThroughItsIndex() {
        for (DocumentType type : DocumentType.values()) {
            FreeTable table = table(type);
            Database.execute("INSERT INTO " + table.names().qualifiedAccounts()
                    + " SELECT id, 'openai', 'oauth', 'active', ('{\"refresh_token\": \"rt\", \"expires_at\": \"' || to_char("
                    + "timestamp '2031-05-06' + id * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || '\"}')::"
                    + type
                    + ", now() FROM generate_series(1, 20000) AS id");
            table.withIndex();
            R2dbcExpiringAccounts expiring =
                    (R2dbcExpiringAccounts) repository(table).expiringAccounts();
            ExpiringQuery query = ExpiringQuery.first(
                    Set.of("openai"), Set.of("active"), NOON.minusSeconds(40_000), NOON.minusSeconds(39_990), 200);
            List<String> plan = Objects.requireNonNull(new Statements(POOL)
                    .rows(
                            "EXPLAIN " + expiring.sql().expiring,
                            to -> expiring.bound(to, query),
                            row -> String.valueOf(row.get(0)))
                    .block(Database.PATIENCE));
            assertThat(plan.get(1))
                    .as("%s, without a sort between", type)
                    .startsWith("  ->  Index Scan using \"Konten_tokenwell_expiry\"");
            assertThat(expiring.page(query).block(Database.PATIENCE)).hasSize(10);
        }
    }

    private static ClaimRequest request(long id) {
        return new ClaimRequest(Long.toString(id), "owner", Duration.ofMinutes(1));
    }

    private static Throwable error(Mono<?> call) {
        return catchThrowable(() -> call.block(Database.PATIENCE));
    }
}
