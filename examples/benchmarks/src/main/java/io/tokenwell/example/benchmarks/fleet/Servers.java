package io.tokenwell.example.benchmarks.fleet;

import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;

/** One real Redis, one real PostgreSQL and one strict authorization server, shared by all instances. Safe for any thread. */
public final class Servers implements AutoCloseable {

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final DemoAuthorizationServer authorization =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults());
    private final RedisCounts redisCounts = new RedisCounts(redis.uri());
    private final AccountTable accounts = new AccountTable(database.r2dbcUrl());

    private Servers() {}

    /**
     * Starts the servers and creates the tables.
     *
     * @return the servers, ready
     */
    public static Servers open() {
        Servers servers = new Servers();
        servers.accounts.create();
        return servers;
    }

    /**
     * Whoever redeems refresh tokens.
     *
     * @return the server, whose tokens live for an hour
     */
    public DemoAuthorizationServer authorization() {
        return authorization;
    }

    /**
     * What Redis was asked.
     *
     * @return the counts
     */
    public RedisCounts redisCounts() {
        return redisCounts;
    }

    /**
     * The accounts.
     *
     * @return the table
     */
    public AccountTable accounts() {
        return accounts;
    }

    String redisUri() {
        return redis.uri();
    }

    String r2dbcUrl() {
        return database.r2dbcUrl();
    }

    @Override
    public void close() {
        redisCounts.close();
        authorization.close();
        redis.close();
        database.close();
    }
}
