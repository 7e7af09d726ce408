package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.example.servers.EmbeddedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One real PostgreSQL for all tests of this JVM, gone with it; every test class has a schema of its own. */
final class Database {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final EmbeddedDatabase SERVER = EmbeddedDatabase.start();
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** For what tests prepare and look up: that may take longer on a busy machine than a product would wait. */
    private static final ConnectionPool ADMIN = new ConnectionPool(
            ConnectionPoolConfiguration.builder(unpooled()).maxSize(4).build());

    private Database() {}

    /** With the product's limits, and a connection that is there: on a busy machine a handshake takes longer than one waits. */
    static ConnectionPool pool(int maxSize) {
        ConnectionPool pool = ConnectionPools.open(options(), maxSize);
        pool.create()
                .flatMap(connection -> Mono.from(connection.close()))
                .retry(9)
                .block(PATIENCE);
        return pool;
    }

    /** Connections that nobody pools and nobody limits. */
    static ConnectionFactory unpooled() {
        return ConnectionFactories.get(options());
    }

    static ConnectionFactoryOptions options() {
        return ConnectionFactoryOptions.parse(SERVER.r2dbcUrl());
    }

    /** Names in a new schema, where both tables have been installed. */
    static TableNames installed() {
        TableNames names = TableNames.builder()
                .schema(newSchema())
                .columns(AccountColumns.builder().proxy("proxy").build())
                .build();
        SchemaInstaller installer = new SchemaInstaller(ADMIN, names);
        installer.install().then(installer.installExampleAccounts()).block(PATIENCE);
        return names;
    }

    /** A new, empty schema whose name needs its quotes. */
    static String newSchema() {
        String schema = "Test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA \"" + schema + '"');
        return schema;
    }

    static void execute(String sql) {
        Mono.usingWhen(
                        ADMIN.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(),
                        connection -> connection.close())
                .block(PATIENCE);
    }

    /** First column of the first row, as text. */
    static String asked(String sql) {
        return String.valueOf(answer(sql).block(PATIENCE));
    }

    /** What the server's clock says. */
    static Instant time() {
        return Instant.parse(
                asked("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    }

    /** Waits until as many sessions as that wait for a lock while they run a statement that contains a text. */
    static void awaitWaiting(int sessions, String text) {
        answer("SELECT count(*)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
                        + " AND position('" + text + "' IN query) > 0")
                .filter(waiting -> Integer.parseInt(waiting) == sessions)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .block(PATIENCE);
    }

    private static Mono<String> answer(String sql) {
        return Mono.usingWhen(
                ADMIN.create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                        .single(),
                connection -> connection.close());
    }
}
