package io.tokenwell.example.kit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.tokenwell.example.kit.PlainSettings;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.example.kit.demo.DemoAccounts;
import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private DemoServers servers;
    private TokenwellRuntime runtime;

    @BeforeAll
    void start() {
        PlainSettings settings = PlainSettings.of(Map.of(), "--tokenwell.demo.token-life=1h");
        servers = DemoServers.startFor(settings);
        runtime = TokenwellRuntime.open(settings.orElse(servers.found()).checked());
        DemoAccounts.logIn(servers, runtime);
    }

    @AfterAll
    void stop() {
        runtime.close();
        servers.close();
    }

    private static Health health(ReactiveHealthIndicator indicator) {
        return indicator.health().blockOptional(LIMIT).orElseThrow();
    }

    @Test
    void redisIsUpUntilItIsNot() {
        EmbeddedRedis redis = servers.server(EmbeddedRedis.class).orElseThrow();
        RedisHealth indicator = new RedisHealth(runtime.redis());
        assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
        redis.stop();
        try {
            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
        } finally {
            redis.restart();
        }
    }

    @Test
    void theDatabaseIsUpUntilItIsNot() {
        EmbeddedDatabase database = servers.server(EmbeddedDatabase.class).orElseThrow();
        DatabaseHealth indicator = new DatabaseHealth(runtime.database());
        assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
        database.stop();
        try {
            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
        } finally {
            database.restart();
        }
    }

    @Test
    void rotationsAreCounted() {
        assertThat(health(new RotationHealth(runtime.provider())).getDetails())
                .containsEntry("unsaved", 0)
                .containsEntry("unshared", 0);
    }

    @Test
    void anAccountThatNeedsALoginIsCountedUntilItHasOne() {
        LoginHealth indicator = new LoginHealth(runtime.marked());
        assertThat(health(indicator).getDetails()).containsEntry("loginsNeeded", 0L);
        servers.server(DemoAuthorizationServer.class).orElseThrow().revoke(2);
        String token = runtime.provider().getAccessToken(2).blockOptional(LIMIT).orElseThrow();

        runtime.provider()
                .replaceRejected(2, token)
                .onErrorResume(e -> Mono.empty())
                .block(LIMIT);
        assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
        assertThat(health(indicator).getDetails()).containsEntry("loginsNeeded", 1L);

        edited(2);
        assertThat(health(indicator).getDetails()).as("an edit is no login").containsEntry("loginsNeeded", 1L);

        DemoAccounts.logIn(servers, runtime);
        assertThat(health(indicator).getDetails()).containsEntry("loginsNeeded", 0L);
    }

    /** As an operator does who changes something else in the row. */
    private void edited(long account) {
        Mono.usingWhen(
                        runtime.database().create(),
                        connection -> Mono.from(connection
                                        .createStatement("UPDATE accounts SET updated_at = now() WHERE id = " + account)
                                        .execute())
                                .flatMap(result -> Mono.from(result.getRowsUpdated())),
                        Connection::close)
                .block(LIMIT);
    }
}
