package io.tokenwell.example.lab.worker;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.tokenwell.example.lab.worker.spring.SpringTables;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What workers are connected to, with the tables of all contestants. */
final class Servers implements AutoCloseable {

    /** Short enough to run out, long enough to be fresh beside a skew of a second. */
    static final Duration TOKEN_LIFETIME = Duration.ofSeconds(4);

    private static final String INSERT = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            VALUES ($1, 'openai', 'oauth', 'active', jsonb_build_object(
                'access_token', $2::text, 'refresh_token', $3::text, 'expires_at', $4::text, 'note', 'keep-me'))
            ON CONFLICT (id) DO UPDATE SET credentials = excluded.credentials""";

    final EmbeddedRedis redisServer = EmbeddedRedis.start();
    final EmbeddedDatabase database = EmbeddedDatabase.start();
    final DemoAuthorizationServer authorization =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults().withTokenLifetime(TOKEN_LIFETIME));
    final RedisClient redisClient = RedisClient.create(redisServer.uri());
    final RedisCommands<String, String> redis = redisClient.connect().sync();
    private final ConnectionFactory connections = ConnectionFactories.get(database.r2dbcUrl());

    Servers() {
        SchemaInstaller installer = new SchemaInstaller(connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
        update(SpringTables.ddl());
    }

    WorkerUnderTest worker(String contestant, String mutant) {
        WorkerUnderTest worker = startingWorker(contestant, mutant);
        worker.answer("ready");
        return worker;
    }

    WorkerUnderTest startingWorker(String contestant, String mutant) {
        return WorkerUnderTest.start(
                "contestant=" + contestant,
                "mutant=" + mutant,
                "instance=7",
                "redis=" + redisServer.port(),
                "postgres=" + database.port(),
                "endpoint=" + authorization.port(),
                "path=/oauth/token");
    }

    /** A login whose access token has this long to go, in the tables of all contestants. */
    IssuedTokens login(long id, Duration life) {
        IssuedTokens issued = authorization.issue(id);
        String expiry = Instant.now().plus(life).toString();
        update(INSERT, id, issued.accessToken(), issued.refreshToken(), expiry);
        update(
                SpringTables.logins(),
                new Long[] {id},
                new String[] {issued.accessToken()},
                new String[] {issued.refreshToken()},
                new String[] {expiry});
        return issued;
    }

    Optional<String> storedRefreshToken(String contestant, long id) {
        return contestant.equals("spring")
                ? text(SpringTables.rows(), "refresh_token", (Object) new Long[] {id})
                : text("SELECT credentials ->> 'refresh_token' AS rt FROM accounts WHERE id = $1", "rt", id);
    }

    Optional<String> text(String sql, String column, Object... values) {
        return run(sql, result -> result.map((row, metadata) -> String.valueOf(row.get(column, String.class))), values)
                .stream()
                .findFirst();
    }

    void update(String sql, Object... values) {
        run(sql, Result::getRowsUpdated, values);
    }

    private <T> List<T> run(String sql, Function<Result, Publisher<T>> mapping, Object... values) {
        return Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.from(bound(connection, sql, values).execute())
                                .flatMap(mapping)
                                .collectList(),
                        Connection::close)
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static Statement bound(Connection connection, String sql, Object... values) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return statement;
    }

    List<Redemption.Outcome> outcomes(long id) {
        return authorization.ledger().stream()
                .filter(redemption -> redemption.accountId() == id)
                .map(Redemption::outcome)
                .toList();
    }

    @Override
    public void close() {
        redisClient.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        authorization.close();
        redisServer.close();
        database.close();
    }
}
