package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Secret;
import io.tokenwell.example.gateway.GatewayClient.Answer;
import io.tokenwell.example.kit.SettingException;
import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.kit.demo.StartupBlock;
import io.tokenwell.example.kit.spring.TokenwellProperties;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurroundingsTest {

    private ConfigurableApplicationContext first;

    @BeforeAll
    void start() {
        first = StartedGateway.with("--server.port=0", "--tokenwell.demo.token-life=1h");
    }

    @AfterAll
    void stop() {
        first.close();
    }

    @Test
    void withEverythingSetNothingIsStarted() {
        try (ConfigurableApplicationContext second = StartedGateway.with(onTheFirstOnes(
                "--tokenwell.openai.client-id=client",
                "--tokenwell.upstream.uri=" + server(DemoUpstream.class).uri(),
                "--tokenwell.demo.enabled=false"))) {
            assertThat(Stream.of(
                                    EmbeddedRedis.class,
                                    EmbeddedDatabase.class,
                                    DemoAuthorizationServer.class,
                                    DemoUpstream.class)
                            .filter(server -> second.getBean(DemoServers.class)
                                    .server(server)
                                    .isPresent()))
                    .isEmpty();
            Answer theirs = GatewayClient.of(first).get("/v1/models");
            Answer ours = GatewayClient.of(second).get("/v1/models");
            assertThat(ours.status()).isEqualTo(200);
            assertThat(ours.body()).isEqualTo(theirs.body());
            assertThat(second.getBean(StartupBlock.class).text(8080)).doesNotContain("started here)", "hidden");
        }
    }

    @Test
    void theDemoUpstreamTakesTokensOfAnotherAuthorizationServer() {
        try (ConfigurableApplicationContext second =
                StartedGateway.with(onTheFirstOnes("--tokenwell.openai.client-id=client"))) {
            assertThat(second.getBean(DemoServers.class).server(DemoUpstream.class))
                    .isPresent();
            assertThat(GatewayClient.of(second).get("/v1/models").status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenEndpointNeedsItsClient() {
        assertThatThrownBy(() -> StartedGateway.with(onTheFirstOnes()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("needs tokenwell.openai.client-id,");
    }

    private <T> T server(Class<T> type) {
        return first.getBean(DemoServers.class).server(type).orElseThrow();
    }

    /** Settings of a gateway on the first one's Redis, PostgreSQL and authorization server. */
    private String[] onTheFirstOnes(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--tokenwell.redis.uri=" + server(EmbeddedRedis.class).uri(),
                "--tokenwell.r2dbc.url="
                        + server(EmbeddedDatabase.class).r2dbcUrl().replace("postgres@", ""),
                "--tokenwell.r2dbc.username=postgres",
                "--tokenwell.r2dbc.password=hidden",
                "--tokenwell.openai.token-uri="
                        + server(DemoAuthorizationServer.class).tokenUri()));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    @Test
    void withoutTheDemoAMissingSettingIsNamed() {
        assertThatThrownBy(() -> StartedGateway.with(
                        "--tokenwell.demo.enabled=false",
                        "--tokenwell.redis.uri=redis://127.0.0.1:1",
                        "--tokenwell.upstream.uri=http://127.0.0.1:1",
                        "--tokenwell.openai.client-id=client"))
                .isInstanceOf(SettingException.class)
                .hasMessage("The gateway needs tokenwell.r2dbc.url, tokenwell.openai.token-uri, "
                        + "and the demo does not stand in for it.");
    }

    /** One that is away is waited for; one that refuses is a mistake in the settings. */
    @Test
    void aServerThatRefusesIsNamedWithoutItsPassword() {
        String[] settings = Stream.of(onTheFirstOnes("--tokenwell.openai.client-id=client"))
                .map(setting ->
                        setting.replaceFirst("(--tokenwell.redis.uri=redis://)([^@]*@)?(.*)", "$1nobody:hidden@$3"))
                .toArray(String[]::new);
        assertThatThrownBy(() -> StartedGateway.with(settings))
                .hasStackTraceContaining("tokenwell.redis.uri cannot be used: ")
                .satisfies(
                        failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("hidden"));
    }

    @Test
    void settingsPrintNoPassword() {
        TokenwellProperties.R2dbc settings =
                new TokenwellProperties.R2dbc(Secret.of("r2dbc:postgresql://u:hidden@h/d"), "u", Secret.of("hidden"));

        assertThat(settings.toString()).doesNotContain("hidden");
    }
}
