package io.tokenwell.example.lab.worker.tokenwell;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.memory.InMemoryRefreshCooldown;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Real stores, and ports on them as a mutant has them. */
final class Stores implements AutoCloseable {

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final ConnectionFactory connections = ConnectionFactories.get(database.r2dbcUrl());
    final AccountRepository accounts = new R2dbcAccountRepository(connections);

    Stores() {
        SchemaInstaller installer = new SchemaInstaller(connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
    }

    Ports ports(Mutant mutant, AccountRepository repository, TokenEndpoint endpoint, Callers callers) {
        RedisStores stores = RedisStores.of(connection);
        Ports real = new Ports(
                stores.tokenCache(),
                stores.refreshLock(),
                repository,
                endpoint,
                new InMemoryRotationEscrow(Clock.systemUTC()),
                new InMemoryRefreshCooldown(Clock.systemUTC()));
        return new Mutation(mutant, connection.reactive(), connections, callers).applied(real);
    }

    void storeRow(long account) {
        String insert = "INSERT INTO accounts (id, platform, type) VALUES (" + account + ", 'openai', 'oauth')";
        Mono.usingWhen(
                        connections.create(),
                        opened -> Mono.from(opened.createStatement(insert).execute())
                                .flatMap(result -> Mono.from(result.getRowsUpdated())),
                        Connection::close)
                .block();
        changeRow(account, Map.of("refresh_token", "rt-1", "access_token", "at-1", Credentials.TOKEN_VERSION, 1));
    }

    void changeRow(long account, Map<String, Object> credentials) {
        new ClaimsTable(connections)
                .overwrite(account, Credentials.of(credentials))
                .block();
    }

    String storedRefreshToken(long account) {
        return accounts.findById(Long.toString(account))
                .blockOptional()
                .flatMap(row -> row.credentials().refreshToken())
                .map(Secret::expose)
                .orElseThrow();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        redis.close();
        database.close();
    }
}
