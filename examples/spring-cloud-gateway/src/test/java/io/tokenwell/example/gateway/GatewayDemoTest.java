package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.gateway.GatewayClient.Answer;
import io.tokenwell.example.kit.demo.StartupBlock;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole demonstration, as the run command starts it, with tokens that live for seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayDemoTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Pattern CURL =
            Pattern.compile("curl -sN? (?:-H '(?<name>[^:]+): (?<value>[^']+)' )?(?<uri>http\\S+[a-z])");
    private static final Pattern TAIL = Pattern.compile("\"token_tail\":\"([^\"]+)\"");

    private ConfigurableApplicationContext gateway;
    private GatewayClient client;

    @BeforeAll
    void start() {
        gateway = StartedGateway.with("--server.port=0", "--tokenwell.demo.token-life=6s");
        client = GatewayClient.of(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void thePrintedLinesAnswerBeforeAndAfterTheTokenChanges() {
        List<MatchResult> lines = CURL.matcher(
                        gateway.getBean(StartupBlock.class).text(port()))
                .results()
                .toList();
        assertThat(lines).hasSize(4);

        lines.forEach(this::answers);
        String first = tail(client.get("/v1/models"));
        String second =
                await().atMost(LONG_ENOUGH).until(() -> tail(client.get("/v1/models")), tail -> !tail.equals(first));
        lines.forEach(this::answers);

        assertThat(second).isNotEqualTo(first);
        assertThat(client.get("/v1/stream").body()).containsSubsequence("\"event\":1", "\"event\":5");
    }

    private int port() {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private void answers(MatchResult line) {
        Matcher curl = CURL.matcher(line.group());
        assertThat(curl.matches()).isTrue();
        Answer answer = client.get(curl.group("uri"), headers -> {
            if (curl.group("name") != null) {
                headers.add(curl.group("name"), curl.group("value"));
            }
        });
        assertThat(answer.status()).as(line.group()).isEqualTo(200);
        assertThat(answer.body()).as(line.group()).contains("token_tail");
    }

    @Test
    void theClientsOwnAuthorizationAndTheAccountHeaderGoNoFurther() {
        Answer answer = client.get(
                "/by-header/v1/headers",
                headers -> headers.add("X-Account", "1").add("Authorization", "Bearer mine"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"account\":1").doesNotContainIgnoringCase("X-Account");
    }

    @Test
    void actuatorTellsOfTheStoresAndTheSettings() {
        Answer health = client.get("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"tokenwell\"", "\"redis\"", "\"postgresql\"")
                .contains("\"unsaved\":0", "\"loginsNeeded\":0");
        assertThat(client.get("/actuator/info").body()).contains("\"encryption\":\"off\"");
    }

    private static String tail(Answer answer) {
        Matcher tail = TAIL.matcher(answer.body());
        assertThat(tail.find()).as(answer.body()).isTrue();
        return tail.group(1);
    }
}
