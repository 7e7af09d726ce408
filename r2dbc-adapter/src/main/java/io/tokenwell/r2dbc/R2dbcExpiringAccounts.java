package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.Credentials;
import io.tokenwell.StorageOperation;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds expiring accounts with one statement per page. Reads no secret. */
record R2dbcExpiringAccounts(Statements statements, AccountSql sql, Fingerprints fingerprints)
        implements ExpiringAccounts {

    @Override
    public Mono<List<ExpiringAccount>> page(ExpiringQuery query) {
        return statements
                .rows(sql.expiring, statement -> bound(statement, query), R2dbcExpiringAccounts::account)
                .onErrorMap(Statements.outage(StorageOperation.ACCOUNTS_EXPIRING));
    }

    Statement bound(Statement statement, ExpiringQuery query) {
        return sql.ids
                .bindLast(fingerprints.bind(statement, "$4", "$5"), "$2", query.afterId())
                .bind("$1", inUtc(query.after()))
                .bind("$3", inUtc(query.before()))
                .bind("$6", query.platforms().toArray(String[]::new))
                .bind("$7", query.statuses().toArray(String[]::new))
                .bind("$8", query.limit());
    }

    private static ExpiringAccount account(Readable row) {
        return new ExpiringAccount(
                required(row.get("id", String.class)),
                required(row.get("platform", String.class)),
                required(row.get("expires_at", LocalDateTime.class)).toInstant(ZoneOffset.UTC),
                version(row.get("version", String.class)));
    }

    private static long version(@Nullable String text) {
        Map<String, @Nullable Object> document = new HashMap<>();
        document.put(Credentials.TOKEN_VERSION, text);
        return Credentials.of(document).tokenVersion();
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value, "a column that is never NULL");
    }

    private static LocalDateTime inUtc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
