package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.gateway.GatewayClient.Answer;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;

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
                        gateway.getBean(StartupBlock.class).text())
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
    void requestsThatMeetAnExpiredTokenCauseOneRedemption() {
        awaitExpiry(2);
        long before = redemptionsOf(2);

        List<Answer> answers = Objects.requireNonNull(Flux.range(0, 50)
                .flatMap(i -> client.answer("/by-header/v1/models", headers -> headers.add("X-Account", "2")), 50)
                .collectList()
                .block(LONG_ENOUGH));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).extracting(GatewayDemoTest::tail).containsOnly(tail(answers.get(0)));
        assertThat(redemptionsOf(2)).isEqualTo(before + 1);
    }

    @Test
    void withoutTheDatabaseACachedTokenIsServedAndAnExpiredOneIsAProblem() {
        EmbeddedDatabase database = gateway.getBean(EmbeddedDatabase.class);
        awaitExpiry(1);
        assertThat(client.get("/v1/models").status()).isEqualTo(200);
        database.stop();
        try {
            assertThat(client.get("/v1/models").status()).isEqualTo(200);
            Answer problem =
                    await().atMost(LONG_ENOUGH).until(() -> client.get("/v1/models"), answer -> answer.status() != 200);
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers().get("Retry-After")).isEqualTo("5");
            assertThat(problem.body()).contains("urn:tokenwell:problem:token-storage");
        } finally {
            database.restart();
        }
        await().atMost(LONG_ENOUGH).until(() -> client.get("/v1/models").status() == 200);
    }

    @Test
    void withoutRedisRequestsGoOnAndRefreshesToo() {
        EmbeddedRedis redis = gateway.getBean(EmbeddedRedis.class);
        redis.stop();
        try {
            assertThat(client.get("/v1/models").status()).isEqualTo(200);
            awaitExpiry(1);
            long before = redemptionsOf(1);
            assertThat(client.get("/v1/models").status()).isEqualTo(200);
            assertThat(redemptionsOf(1)).isEqualTo(before + 1);
        } finally {
            redis.restart();
        }
        await().atMost(LONG_ENOUGH).until(() -> client.get("/v1/models").status() == 200);
    }

    @Test
    void theClientsOwnAuthorizationAndTheAccountHeaderGoNoFurther() {
        Answer answer = client.get(
                "/by-header/v1/headers",
                headers -> headers.add("X-Account", "1").add("Authorization", "Bearer mine"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"account\":1").doesNotContainIgnoringCase("X-Account");
    }

    private void awaitExpiry(long account) {
        AccountRepository accounts = gateway.getBean(AccountRepository.class);
        await().atMost(LONG_ENOUGH)
                .until(() -> Instant.now()
                        .isAfter(accounts.findById(account)
                                .blockOptional(LONG_ENOUGH)
                                .flatMap(row -> row.credentials().expiresAt())
                                .orElseThrow()));
    }

    private long redemptionsOf(long account) {
        return gateway.getBean(DemoAuthorizationServer.class).ledger().stream()
                .filter(redemption -> redemption.accountId() == account)
                .count();
    }

    private static String tail(Answer answer) {
        Matcher tail = TAIL.matcher(answer.body());
        assertThat(tail.find()).as(answer.body()).isTrue();
        return tail.group(1);
    }
}
