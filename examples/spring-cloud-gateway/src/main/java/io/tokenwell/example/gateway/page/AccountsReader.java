package io.tokenwell.example.gateway.page;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.tokenwell.Credentials;
import io.tokenwell.example.gateway.page.AccountRow.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what may be shown, and only that: tokens never leave the table for the page. */
final class AccountsReader {

    static final int MOST = 50;

    /** The first accounts, and those that something happens to. No scan, however many there are. */
    private static final String SHOWN = """
        WITH shown AS (
            (SELECT id FROM accounts ORDER BY id LIMIT %1$s)
            UNION
            (SELECT account_id FROM tokenwell_claims ORDER BY started_at DESC LIMIT %1$s))
        SELECT a.id, a.platform, a.type, a.status,
               a.credentials ->> 'expires_at' AS expires_at,
               a.credentials ->> '_token_version' AS token_version,
               c.owner, c.started_at, c.outcome, c.reason,
               (extract(epoch FROM c.claimed_until - now()) * 1000)::bigint AS left_millis
          FROM shown JOIN accounts a USING (id) LEFT JOIN tokenwell_claims c ON c.account_id = a.id
         ORDER BY c.account_id IS NULL, a.id
         LIMIT %1$s
        """.formatted(MOST + 1);

    private final ConnectionPool database;

    AccountsReader(ConnectionPool database) {
        this.database = database;
    }

    /** One more than are shown if there are more. */
    Mono<List<AccountRow>> rows() {
        return Flux.usingWhen(database.create(), AccountsReader::rows, Connection::close)
                .collectList();
    }

    private static Flux<AccountRow> rows(Connection connection) {
        return Flux.from(connection.createStatement(SHOWN).execute())
                .concatMap(result -> result.map((Readable row) -> account(row)));
    }

    private static AccountRow account(Readable row) {
        Credentials times = Credentials.of(Map.of(
                Credentials.EXPIRES_AT,
                text(row, "expires_at"),
                Credentials.TOKEN_VERSION,
                text(row, "token_version")));
        return new AccountRow(
                Objects.requireNonNull(row.get("id", Long.class)),
                text(row, "platform"),
                text(row, "type"),
                text(row, "status"),
                times.expiresAt().orElse(null),
                times.tokenVersion(),
                claim(row));
    }

    private static @Nullable Claim claim(Readable row) {
        @Nullable Instant startedAt = row.get("started_at", Instant.class);
        @Nullable Long left = row.get("left_millis", Long.class);
        return startedAt == null || left == null
                ? null
                : new Claim(
                        text(row, "owner"),
                        startedAt,
                        Duration.ofMillis(left),
                        row.get("outcome", String.class),
                        row.get("reason", String.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNullElse(row.get(column, String.class), "");
    }
}
