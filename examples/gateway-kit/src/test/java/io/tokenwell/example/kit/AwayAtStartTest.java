package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.kit.demo.DemoAccounts;
import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** A gateway that is restarted in an outage of one store serves what the other knows, and then goes on with both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwayAtStartTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private DemoServers servers;
    private GatewaySettings settings;
    private EmbeddedRedis redis;
    private EmbeddedDatabase database;

    @BeforeAll
    void start() {
        PlainSettings plain = PlainSettings.of(Map.of(), "--tokenwell.demo.token-life=1h");
        servers = DemoServers.startFor(plain);
        settings = plain.orElse(servers.found()).checked();
        redis = servers.server(EmbeddedRedis.class).orElseThrow();
        database = servers.server(EmbeddedDatabase.class).orElseThrow();
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    private static String token(TokenwellRuntime runtime, long account) {
        return runtime.provider().getAccessToken(account).blockOptional(LIMIT).orElseThrow();
    }

    private static boolean isUp(Mono<?> asked) {
        return asked.hasElement().onErrorReturn(false).blockOptional(LIMIT).orElse(false);
    }

    @Test
    void withoutRedisTokensComeFromTheTableAndRedisIsUsedOnceItIsThere() {
        try (TokenwellRuntime before = TokenwellRuntime.open(settings)) {
            DemoAccounts.logIn(servers, before);
        }
        redis.stop();
        try (TokenwellRuntime runtime = TokenwellRuntime.open(settings)) {
            String token = token(runtime, 1);
            assertThat(runtime.redis().isMade()).isFalse();
            redis.restart();
            await().atMost(LIMIT).until(() -> runtime.redis().isMade());
            String key = "tokenwell:{" + new AccountKey(1).value() + "}:token";
            await().atMost(LIMIT).until(() -> {
                assertThat(token(runtime, 1)).isEqualTo(token);
                return isUp(runtime.redis().reactive().get(key));
            });
        } finally {
            redis.restart();
        }
    }

    @Test
    void withoutPostgresqlCachedTokensAreServedAndTheTableIsUsedOnceItIsThere() {
        String cached;
        try (TokenwellRuntime before = TokenwellRuntime.open(settings)) {
            DemoAccounts.logIn(servers, before);
            cached = token(before, 1);
            claims(before, "DROP TABLE tokenwell_claims");
        }
        database.stop();
        try (TokenwellRuntime runtime = TokenwellRuntime.open(settings)) {
            assertThat(token(runtime, 1)).isEqualTo(cached);
            database.restart();
            await().atMost(LIMIT).until(() -> isUp(claimed(runtime, "SELECT count(*) FROM tokenwell_claims")));
            assertThat(runtime.provider().replaceRejected(1, cached).blockOptional(LIMIT))
                    .isPresent();
        } finally {
            database.restart();
        }
    }

    private static void claims(TokenwellRuntime runtime, String sql) {
        claimed(runtime, sql).onErrorComplete().block(LIMIT);
    }

    private static Mono<?> claimed(TokenwellRuntime runtime, String sql) {
        return Mono.usingWhen(
                runtime.database().create(),
                connection -> Mono.from(connection.createStatement(sql).execute())
                        .flatMap(result -> Mono.from(result.getRowsUpdated())),
                io.r2dbc.spi.Connection::close);
    }

    @Test
    void whatIsRefusedStopsTheStart() {
        String address = database.r2dbcUrl().replaceFirst("/[^/]*$", "/no_such_database");
        GatewaySettings wrong = PlainSettings.of(Map.of(), "--tokenwell.r2dbc.url=" + address)
                .orElse(servers.found())
                .checked();
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> TokenwellRuntime.open(wrong))
                .withMessageContaining("no_such_database");
    }
}
