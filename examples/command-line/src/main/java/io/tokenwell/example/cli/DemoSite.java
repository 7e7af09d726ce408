package io.tokenwell.example.cli;

import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.r2dbc.SchemaInstaller;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Servers of one command's own, so that it shows something on a machine that has none. They end with it. */
final class DemoSite implements AutoCloseable {

    private final EmbeddedRedis redis;
    private final EmbeddedDatabase database;
    private final DemoAuthorizationServer authorization;

    private DemoSite(EmbeddedRedis redis, EmbeddedDatabase database, DemoAuthorizationServer authorization) {
        this.redis = redis;
        this.database = database;
        this.authorization = authorization;
    }

    static DemoSite start() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        try {
            return new DemoSite(
                    redis, EmbeddedDatabase.start(), DemoAuthorizationServer.start(AuthorizationSettings.defaults()));
        } catch (RuntimeException failed) {
            redis.close();
            throw failed;
        }
    }

    /** Never a server that was configured: the demo's accounts must not get there. */
    Settings over(Settings settings) {
        return settings.with(Map.of(
                        Setting.REDIS_URI, redis.uri(),
                        Setting.R2DBC_URL, database.r2dbcUrl(),
                        Setting.TOKEN_URI, authorization.tokenUri(),
                        Setting.CLIENT_ID, "tokenwell-demo",
                        Setting.PROXY_COLUMN, "proxy"))
                .without(Setting.R2DBC_USERNAME)
                .without(Setting.R2DBC_PASSWORD);
    }

    /** The tables and a few accounts, each in another state. */
    Mono<Void> filled(Session session) {
        SchemaInstaller installer = new SchemaInstaller(session.pool(), session.tables());
        return installer
                .installExampleAccounts()
                .then(installer.install())
                .then(new DemoAccounts(session, authorization).stored());
    }

    @Override
    public void close() {
        authorization.close();
        database.close();
        redis.close();
    }
}
