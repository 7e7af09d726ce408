package io.tokenwell.example.cli;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.CloseReport;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The connections of one command, each opened when it is first needed. Whoever opens a session closes it. */
final class Session {

    /** As long as an answer of the token endpoint may still come, and a moment to store it. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    /** For what the provider has waited for in vain: cut off, it would cost the login. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Settings settings;
    private final SecretCipher cipher;
    private final TableNames tables;
    private final @Nullable DemoSite demo;
    private final Lazy<RedisClient> client = new Lazy<>(Patience::redisClient);
    private final Lazy<ConnectionPool> pool =
            new Lazy<>(() -> Patience.pool(settings().database()));
    private final Lazy<Database> database = new Lazy<>(() -> new Database(pool.get()));
    private final Lazy<R2dbcAccountRepository> accounts = new Lazy<>(this::repository);
    private final Lazy<HttpTokenEndpoint> endpoint = new Lazy<>(this::openedEndpoint);
    private final Mono<StatefulRedisConnection<String, String>> redis =
            Mono.defer(this::connected).cache();
    private final Mono<RefreshingAccessTokenProvider> provider =
            stores().map(this::built).cache();
    private volatile @Nullable RefreshingAccessTokenProvider started;

    private Session(Settings settings, @Nullable DemoSite demo) {
        this.settings = settings;
        this.cipher = settings.cipher();
        this.tables = settings.tables();
        this.demo = demo;
    }

    /** Starts the demo's servers if asked to, which takes a moment and blocks; connects to nothing. */
    static Session open(CommonOptions options, Map<String, String> environment, Console console) {
        Settings settings = options.settings(environment);
        settings.freshness();
        if (!options.demo()) {
            return new Session(settings, null);
        }
        console.say("starting Redis, PostgreSQL and an authorization server for this command ...");
        DemoSite site = DemoSite.start();
        try {
            return new Session(site.over(settings), site);
        } catch (RuntimeException refused) {
            site.close();
            throw refused;
        }
    }

    /** With the demo's accounts, if this is the demo. */
    Mono<Session> prepared() {
        return demo == null
                ? Mono.just(this)
                : demo.filled(this).thenReturn(this).onErrorResume(failure -> close().then(Mono.error(failure)));
    }

    Settings settings() {
        return settings;
    }

    SecretCipher cipher() {
        return cipher;
    }

    TableNames tables() {
        return tables;
    }

    Database database() {
        return database.get();
    }

    ConnectionPool pool() {
        return pool.get();
    }

    R2dbcAccountRepository accounts() {
        return accounts.get();
    }

    /** One connection for all who ask. */
    Mono<StatefulRedisConnection<String, String>> redis() {
        return redis;
    }

    Mono<RedisStores> stores() {
        return Mono.defer(() -> redis())
                .map(RedisStores::of)
                .map(stores ->
                        settings.redisKeyPrefix().map(stores::withKeyPrefix).orElse(stores))
                .map(stores -> stores.withSecretCipher(cipher));
    }

    /** One provider for all who ask. Without a token endpoint if none is set: what is due cannot be refreshed then. */
    Mono<RefreshingAccessTokenProvider> provider() {
        return provider;
    }

    private RefreshingAccessTokenProvider built(RedisStores stores) {
        RefreshingAccessTokenProvider made = RefreshingAccessTokenProvider.builder()
                .instance("cli-" + ProcessHandle.current().pid())
                .repository(accounts())
                .cache(stores.tokenCache())
                .lock(stores.refreshLock())
                .escrow(stores.rotationEscrow())
                .cooldown(stores.refreshCooldown())
                .settings(RefreshSettings.builder()
                        .freshness(settings.freshness())
                        .build())
                .endpoint(settings.hasTokenUri() ? endpoint.get() : TokenEndpoint.none())
                .build();
        started = made;
        return made;
    }

    private R2dbcAccountRepository repository() {
        return new R2dbcAccountRepository(pool(), tables).withSecretCipher(cipher);
    }

    private HttpTokenEndpoint openedEndpoint() {
        return new HttpTokenEndpoint(settings.endpoint(), Clock.systemUTC());
    }

    private Mono<StatefulRedisConnection<String, String>> connected() {
        RedisURI uri = settings.redis();
        uri.setTimeout(Patience.REDIS);
        return Mono.fromSupplier(client)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(opened -> Mono.fromCompletionStage(() -> opened.connectAsync(StringCodec.UTF8, uri)))
                // What is made with it loads classes, which event loops must not wait for.
                .publishOn(Schedulers.boundedElastic())
                .onErrorMap(StoreException::redis);
    }

    /** What was redeemed reaches the table first. */
    Mono<CloseReport> settled() {
        return Mono.justOrEmpty(started).flatMap(running -> running.close(CLOSE_LIMIT));
    }

    Mono<Void> close() {
        return settled()
                .then(Mono.defer(() -> endpoint.map(made -> made.close(LAST_ANSWERS), Mono.empty())))
                .then(Mono.defer(() -> pool.map(ConnectionPool::disposeLater, Mono.empty())))
                .then(Mono.defer(() -> client.map(Session::ended, Mono.empty())))
                .then(Mono.fromRunnable(this::endDemo).subscribeOn(Schedulers.boundedElastic()))
                .then();
    }

    private static Mono<Void> ended(RedisClient client) {
        return Mono.fromCompletionStage(() -> client.shutdownAsync(0, END_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void endDemo() {
        if (demo != null) {
            demo.close();
        }
    }
}
