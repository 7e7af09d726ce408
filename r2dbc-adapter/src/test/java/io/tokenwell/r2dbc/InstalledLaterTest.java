package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.TokenStorageException;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.spi.AccountRepository;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** An application starts while PostgreSQL is away; its table follows. */
class InstalledLaterTest {

    @Test
    void theTableIsThereOnceTheDatabaseIs() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start()) {
            server.stop();
            ConnectionPool pool = ConnectionPools.open(ConnectionFactoryOptions.parse(server.r2dbcUrl()), 2);
            SchemaInstaller installer = new SchemaInstaller(pool, TableNames.defaults());
            StepVerifier.create(installer.install())
                    .expectError(TokenStorageException.class)
                    .verify(Database.PATIENCE);
            CompletableFuture<Void> installed = installer
                    .installOnceReachable()
                    .then(installer.installExampleAccounts())
                    .toFuture();
            server.restart();
            installed.get(Database.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            AccountRepository accounts = new R2dbcAccountRepository(pool);
            StepVerifier.create(accounts.findById("1")).expectComplete().verify(Database.PATIENCE);
            pool.disposeLater().block(Database.PATIENCE);
        }
    }

    @Test
    void whatWaitingDoesNotMendIsAnErrorAtOnce() {
        ConnectionPool pool = Database.pool(1);
        TableNames nowhere = TableNames.builder().schema("no_such_schema").build();
        StepVerifier.create(new SchemaInstaller(pool, nowhere).installOnceReachable())
                .expectErrorSatisfies(refused -> assertThat(refused).isInstanceOf(TokenStorageException.class))
                .verify(Database.PATIENCE);
        ConnectionPool unknown = ConnectionPools.open(
                Database.options()
                        .mutate()
                        .option(ConnectionFactoryOptions.DATABASE, "no_such_database")
                        .build(),
                1);
        StepVerifier.create(new SchemaInstaller(unknown, TableNames.defaults()).installOnceReachable())
                .expectError(TokenStorageException.class)
                .verify(Database.PATIENCE);
        pool.disposeLater().then(unknown.disposeLater()).block(Database.PATIENCE);
    }
}
