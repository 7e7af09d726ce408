package io.tokenwell.example.kit.hostile;

import io.tokenwell.example.kit.suite.RunningGateway;
import io.tokenwell.example.kit.suite.Site;
import io.tokenwell.example.kit.suite.SuiteAccounts;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.util.stream.Stream;

/** One gateway with its servers, before an upstream that writes everything down. */
final class HostileSite implements AutoCloseable {

    final Ledger upstream = new Ledger();

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final DemoAuthorizationServer authorization =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults());
    private final RunningGateway gateway;

    HostileSite(RunningGateway.Program program) {
        SuiteAccounts accounts = new SuiteAccounts(database, authorization);
        for (int account = 0; account < 2; account++) {
            accounts.loggedIn();
        }
        gateway = program.start(Stream.concat(
                        Stream.of(Site.options(redis, database, authorization, upstream.uri())),
                        Stream.of("--server.http2.enabled=true"))
                .toArray(String[]::new));
    }

    int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        gateway.end().run();
        upstream.close();
        authorization.close();
        database.close();
        redis.close();
    }
}
