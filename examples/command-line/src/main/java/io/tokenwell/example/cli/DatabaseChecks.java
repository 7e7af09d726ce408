package io.tokenwell.example.cli;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Is PostgreSQL there, new enough, and are the two tables what the library needs? */
final class DatabaseChecks {

    private static final int LEAST_VERSION = 120_000;

    private DatabaseChecks() {}

    static Flux<CheckLine> of(Session session) {
        return Flux.defer(() -> ofDatabase(session))
                .onErrorResume(
                        StoreException.class,
                        failure -> Flux.just(CheckLine.unreachable(
                                "postgresql",
                                String.valueOf(failure.getMessage()),
                                "start PostgreSQL, or correct " + Setting.R2DBC_URL.key() + ", user and password")));
    }

    private static Flux<CheckLine> ofDatabase(Session session) {
        Database database = session.database();
        return Flux.concat(
                version(database),
                SchemaLines.of(session),
                ClockSkew.measured(time(database)).map(skew -> skew.line("postgresql clock", "PostgreSQL")));
    }

    private static Mono<CheckLine> version(Database database) {
        return database.rows(
                        "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
                        statement -> {},
                        row -> {
                            @Nullable Integer number = row.get("number", Integer.class);
                            String text = StoredAccount.text(row, "text");
                            return number != null && number >= LEAST_VERSION
                                    ? CheckLine.ok("postgresql", "version " + text)
                                    : CheckLine.failed(
                                            "postgresql", "version " + text, "PostgreSQL 12 or later is needed");
                        })
                .next();
    }

    private static Mono<Instant> time(Database database) {
        return database.rows(
                        "SELECT clock_timestamp() AS now",
                        statement -> {},
                        row -> Objects.requireNonNull(row.get("now", Instant.class)))
                .next();
    }
}
