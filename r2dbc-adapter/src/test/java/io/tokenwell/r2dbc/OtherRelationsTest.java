package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the accounts are kept in need not be one plain table. */
class OtherRelationsTest {

    private static final String COLUMNS =
            "id bigint, platform text, type text, status text, credentials jsonb, updated_at timestamptz";

    private static FreeTable named(String accounts) {
        TableNames names = TableNames.builder()
                .schema(Database.newSchema())
                .accounts(accounts)
                .build();
        new SchemaInstaller(Database.unpooled(), names).install().block(Database.PATIENCE);
        return new FreeTable(names);
    }

    private static void assertRefreshed(FreeTable table) {
        R2dbcAccountRepository repository = new R2dbcAccountRepository(FreeTableHooks.POOL, table.names());
        assertThat(new SchemaCheck(FreeTableHooks.POOL, table.names())
                        .findings()
                        .block(Database.PATIENCE))
                .isEmpty();
        for (int round = 1; round <= 2; round++) {
            RefreshClaim claim = Objects.requireNonNull(repository
                    .claimRefresh(new ClaimRequest("1", "owner", Duration.ofMinutes(1)))
                    .block(Database.PATIENCE));
            assertThat(claim.granted()).isTrue();
            Credentials redeemed = AccountTable.credentials(round + 1);
            assertThat(repository.complete(claim, redeemed).block(Database.PATIENCE))
                    .isTrue();
            Account found = Objects.requireNonNull(repository.findById("1").block(Database.PATIENCE));
            assertThat(found.credentials().refreshToken()).isEqualTo(redeemed.refreshToken());
        }
    }

    @Test
    void aPartitionedTable() {
        FreeTable table = named("parts");
        Database.execute("CREATE TABLE " + table.names().qualifiedAccounts() + " (" + COLUMNS
                + ", PRIMARY KEY (id)) PARTITION BY HASH (id)");
        for (int part = 0; part < 2; part++) {
            Database.execute("CREATE TABLE \"" + table.names().schema() + "\".part" + part + " PARTITION OF "
                    + table.names().qualifiedAccounts() + " FOR VALUES WITH (MODULUS 2, REMAINDER " + part + ")");
        }
        table.store(Account.active(1, "openai", AccountTable.credentials(1)));
        assertRefreshed(table);
    }

    @Test
    void aViewOfTwoTablesWithATrigger() {
        FreeTable view = named("both");
        String schema = '"' + view.names().schema() + "\".";
        Database.execute("CREATE TABLE " + schema + "people (id bigint PRIMARY KEY, status text)");
        Database.execute(
                "CREATE TABLE " + schema + "logins (id bigint PRIMARY KEY, document jsonb, changed timestamptz)");
        Database.execute("INSERT INTO " + schema + "people VALUES (1, 'active')");
        Database.execute("INSERT INTO " + schema + "logins VALUES (1, '{\"refresh_token\": \"rt\"}')");
        Database.execute("CREATE VIEW " + schema + "both AS SELECT id, 'openai' AS platform, 'oauth' AS type, status,"
                + " document AS credentials, changed AS updated_at FROM " + schema + "people JOIN " + schema
                + "logins USING (id)");
        Database.execute(
                "CREATE FUNCTION " + schema + "written() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE " + schema
                        + "logins SET document = NEW.credentials, changed = NEW.updated_at WHERE id = NEW.id; RETURN NEW; END'");
        Database.execute("CREATE TRIGGER written INSTEAD OF UPDATE ON " + schema + "both FOR EACH ROW EXECUTE FUNCTION "
                + schema + "written()");
        assertRefreshed(view);
    }
}
