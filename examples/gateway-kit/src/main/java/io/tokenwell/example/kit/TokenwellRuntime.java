package io.tokenwell.example.kit;

import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.example.kit.GatewaySettings.NearCache;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.MarkedAccounts;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.NearTokenCache;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisConnection;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.SecretCipher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The provider with all it needs: Redis in front, PostgreSQL behind, the authorization server at the side. Safe for use by
 * any thread.
 */
public final class TokenwellRuntime implements AutoCloseable {

    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);

    /** As long as an answer may still come (the transport's deadline of 27 s), and a moment to store it. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    /** For what the provider has waited for in vain: cut off, it would cost the login. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Opened opened;
    private final SecretCipher cipher;
    private final RedisConnection redis;
    private final ConnectionPool database;
    private final MarkedAccounts marked;
    private final AccountRepository accounts;
    private final GatewayMeters meters = new GatewayMeters();
    private final RefreshingAccessTokenProvider provider;
    private final AtomicBoolean settled = new AtomicBoolean();

    private TokenwellRuntime(GatewaySettings settings, Opened opened) {
        this.opened = opened;
        this.cipher = Ciphers.of(settings.encryption());
        StartReport.of(settings);
        RedisClient client = opened.and(redisClient(settings), RedisClient::shutdown);
        this.redis = StartUp.redis(opened, client, settings);
        this.database = StartUp.database(opened, settings);
        R2dbcAccountRepository table = new R2dbcAccountRepository(database).withSecretCipher(cipher);
        this.marked = table.markedAccounts();
        this.accounts = new LoggedAccounts(table);
        HttpTokenEndpoint endpoint = opened.and(endpoint(settings), TokenwellRuntime::end);
        RedisStores stores = RedisStores.of(redis).withSecretCipher(cipher);
        RedisTracking tracking =
                opened.and(RedisTracking.of(client, Addresses.redis(settings.redis())), RedisTracking::close);
        this.provider = RefreshingAccessTokenProvider.builder()
                .repository(accounts)
                .cache(nearCache(settings, stores, tracking))
                .lock(stores.refreshLock())
                .escrow(stores.rotationEscrow())
                .cooldown(stores.refreshCooldown())
                .endpoint(endpoint)
                .observer(meters.observer())
                .settings(refreshSettings(settings))
                .build();
        // Last, and so the first to end: what was redeemed has to reach the table. What does not, the provider says.
        opened.and(this, TokenwellRuntime::settle);
    }

    /**
     * Connects everything. Blocks meanwhile; a store that is away is used once it is there.
     *
     * @param settings what runs where
     * @return the provider, ready
     * @throws SettingException if something cannot be used; nothing stays open then
     */
    public static TokenwellRuntime open(GatewaySettings settings) {
        Opened opened = new Opened();
        try {
            return new TokenwellRuntime(settings, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static RedisClient redisClient(GatewaySettings settings) {
        RedisClient client = SettingException.usable(
                SettingNames.REDIS, () -> RedisClient.create(Addresses.redis(settings.redis())));
        client.setOptions(RedisClientOptions.failFast(REDIS_TIMEOUT));
        return client;
    }

    private static HttpTokenEndpoint endpoint(GatewaySettings settings) {
        return SettingException.usable(
                SettingNames.TOKEN_URI,
                () -> new HttpTokenEndpoint(
                        TokenEndpointSettings.openAi(
                                settings.openai().tokenUri(), settings.openai().clientId()),
                        Clock.systemUTC()));
    }

    private static void end(HttpTokenEndpoint endpoint) {
        endpoint.close(LAST_ANSWERS).block();
    }

    /** Redis announces changes by other instances. */
    private static NearTokenCache nearCache(GatewaySettings settings, RedisStores stores, RedisTracking tracking) {
        NearCache bounds = settings.nearCache();
        NearCacheSettings near = SettingException.usable(
                "tokenwell.near-cache",
                () -> NearCacheSettings.builder()
                        .maximumEntries(bounds.maximumEntries())
                        .maximumStaleness(bounds.maximumStaleness())
                        .build());
        return stores.nearTokenCache(tracking, near);
    }

    private static RefreshSettings refreshSettings(GatewaySettings settings) {
        GatewaySettings.Refresh refresh = settings.refresh();
        return SettingException.usable(
                "tokenwell.refresh",
                () -> RefreshSettings.builder()
                        .freshness(FreshnessSettings.builder()
                                .refreshSkew(refresh.skew())
                                .cacheSkew(refresh.cacheSkew())
                                .build())
                        .build());
    }

    /**
     * Whom to ask for tokens.
     *
     * @return the provider
     */
    public RefreshingAccessTokenProvider provider() {
        return provider;
    }

    /** {@return what the provider counts} */
    public GatewayMeters meters() {
        return meters;
    }

    /**
     * The accounts.
     *
     * @return the repository that the provider uses
     */
    public AccountRepository accounts() {
        return accounts;
    }

    /** {@return how tokens lie in the stores} */
    public SecretCipher cipher() {
        return cipher;
    }

    /** {@return those that wait for a human} */
    public MarkedAccounts marked() {
        return marked;
    }

    /** {@return the connection to Redis that the provider uses, maybe not yet made} */
    public RedisConnection redis() {
        return redis;
    }

    /** {@return the connections to PostgreSQL that the provider uses} */
    public ConnectionPool database() {
        return database;
    }

    /**
     * Lets refreshes under way end and their tokens reach the table, for up to 30 s. To be called once no more requests
     * come and while all connections are still there, whoever ends those. Blocks meanwhile, the first time.
     */
    public void settle() {
        if (settled.compareAndSet(false, true)) {
            provider.close(CLOSE_LIMIT).block();
        }
    }

    /** Ends it: refreshes under way first, for up to 30 s; then the connections. Blocks meanwhile. */
    @Override
    public void close() {
        opened.close();
    }
}
