package io.tokenwell.example.lab.cycle;

import io.r2dbc.spi.Row;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The table that Tokenwell and the original share: credentials as one JSON document. */
final class JsonAccountTable implements AccountTable {

    private static final String INSERT = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            SELECT id, 'openai', 'oauth', 'active', jsonb_build_object(
                       'access_token', access_token, 'refresh_token', refresh_token, 'expires_at', expires_at)
              FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                   AS fresh(id, access_token, refresh_token, expires_at)""";

    private static final String REPLACE = """
            UPDATE accounts SET updated_at = now(), credentials = credentials || jsonb_build_object(
                   'access_token', $2::text, 'refresh_token', $3::text, 'expires_at', $4::text,
                   '_token_version', greatest(coalesce((credentials ->> '_token_version')::bigint, 0) + 1,
                                              (extract(epoch FROM clock_timestamp()) * 1000)::bigint))
             WHERE id = $1""";

    private static final String ROWS = """
            SELECT id, credentials ->> 'refresh_token' AS refresh_token,
                   credentials ->> 'access_token' AS access_token,
                   (credentials ->> '_token_version')::bigint AS version
              FROM accounts WHERE id = ANY($1::bigint[])""";

    private static final String CLAIMS = """
            SELECT 'account:' || account_id || ' by ' || owner AS claim,
                   (extract(epoch FROM clock_timestamp() - started_at) * 1000)::bigint AS age
              FROM tokenwell_claims WHERE outcome IS NULL AND claimed_until > clock_timestamp()""";

    private final Database database;

    JsonAccountTable(Database database) {
        this.database = database;
    }

    @Override
    public void install() {
        SchemaInstaller installer = new SchemaInstaller(database.connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
    }

    @Override
    public void insert(List<Fresh> accounts) {
        database.update(
                INSERT,
                accounts.stream().map(Fresh::account).toArray(Long[]::new),
                accounts.stream().map(Fresh::accessToken).toArray(String[]::new),
                accounts.stream().map(Fresh::refreshToken).toArray(String[]::new),
                accounts.stream().map(Fresh::expiresAt).toArray(String[]::new));
    }

    @Override
    public void replace(Fresh login) {
        database.update(REPLACE, login.account(), login.accessToken(), login.refreshToken(), login.expiresAt());
    }

    private record Identified(long id, Stored stored) {}

    @Override
    public Map<Long, Stored> rows(Collection<Long> accounts) {
        Map<Long, Stored> rows = new HashMap<>();
        database.query(ROWS, JsonAccountTable::row, (Object) accounts.toArray(Long[]::new))
                .forEach(row -> rows.put(row.id(), row.stored()));
        return rows;
    }

    private static Identified row(Row row) {
        @Nullable Long version = row.get("version", Long.class);
        return new Identified(
                Objects.requireNonNull(row.get("id", Long.class)),
                new Stored(
                        Optional.ofNullable(row.get("refresh_token", String.class)),
                        Optional.ofNullable(row.get("access_token", String.class)),
                        version == null ? OptionalLong.empty() : OptionalLong.of(version)));
    }

    @Override
    public List<Held> claims() {
        return database.query(CLAIMS, JsonAccountTable::held);
    }

    private static Held held(Row row) {
        return new Held(
                Objects.requireNonNull(row.get("claim", String.class)),
                Objects.requireNonNull(row.get("age", Long.class)));
    }

    @Override
    public int idleInTransaction() {
        return database.idleInTransaction();
    }
}
