package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.redis.RedisConnection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The demonstration with a key: its logins are encrypted as refreshes are. */
class EncryptedTokensTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void afterTheFirstRefreshNoTokenLiesInAStoreInPlainText() {
        try (ConfigurableApplicationContext gateway = StartedGateway.with(
                "--server.port=0", "--tokenwell.demo.token-life=3s", "--tokenwell.encryption-keys[0]=" + KEY)) {
            GatewayClient client = GatewayClient.of(gateway);
            await().atMost(LONG_ENOUGH)
                    .until(() -> client.get("/v1/models").status() == 200
                            && document(gateway).contains("\"refresh_token\": \"tw1."));
            assertThat(document(gateway)).doesNotContain("demo-at-", "demo-rt-");
            // Tokens live so shortly that a cached one may be over by the time it is looked for.
            List<String> cached =
                    await().atMost(LONG_ENOUGH).until(() -> cachedAfter(client, gateway), values -> !values.isEmpty());
            assertThat(cached).noneMatch(value -> value.contains("demo-at-"));
        }
    }

    private static List<String> cachedAfter(GatewayClient client, ConfigurableApplicationContext gateway) {
        assertThat(client.get("/v1/models").status()).isEqualTo(200);
        return redisValues(gateway);
    }

    @Test
    void inTheFirstOfTwoDeploymentsTokensAreStillWrittenPlain() {
        try (ConfigurableApplicationContext gateway = StartedGateway.with(
                "--server.port=0",
                "--tokenwell.demo.token-life=3s",
                "--tokenwell.encryption-keys[0]=" + KEY,
                "--tokenwell.encryption-writes-plain=true")) {
            GatewayClient client = GatewayClient.of(gateway);
            String before = document(gateway);
            await().atMost(LONG_ENOUGH)
                    .until(() -> client.get("/v1/models").status() == 200
                            && !document(gateway).equals(before));
            assertThat(document(gateway)).contains("demo-rt-").doesNotContain("tw1.");
        }
    }

    @Test
    void aKeyThatIsTooShortStopsTheStartAndIsNotPrinted() {
        assertThatThrownBy(() -> StartedGateway.with("--server.port=0", "--tokenwell.encryption-keys[0]=c2hvcnQ="))
                .hasStackTraceContaining("tokenwell.encryption-keys")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("c2hvcnQ"));
    }

    private static String document(ConfigurableApplicationContext gateway) {
        ConnectionPool database = gateway.getBean(TokenwellRuntime.class).database();
        return Objects.requireNonNull(Mono.usingWhen(
                        database.create(),
                        connection -> Flux.from(connection
                                        .createStatement("SELECT credentials::text FROM accounts WHERE id = 1")
                                        .execute())
                                .concatMap(
                                        result -> result.map(row -> Objects.requireNonNull(row.get(0, String.class))))
                                .single(),
                        Connection::close)
                .block(LONG_ENOUGH));
    }

    private static List<String> redisValues(ConfigurableApplicationContext gateway) {
        RedisConnection redis = gateway.getBean(TokenwellRuntime.class).redis();
        return redis.reactive()
                .keys("*:token")
                .concatMap(key -> redis.reactive().get(key).defaultIfEmpty(""))
                .collectList()
                .blockOptional(LONG_ENOUGH)
                .orElseThrow();
    }
}
