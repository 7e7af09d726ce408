package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.servers.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DemoUpstreamTest {

    private final DemoAuthorizationServer authorization =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults());
    private final DemoUpstream upstream = DemoUpstream.start(authorization, 0);
    private final String token = authorization.issue(42).accessToken();

    @AfterEach
    void close() {
        upstream.close();
        authorization.close();
    }

    @Test
    void modelsNameTheAccountAndTheEndOfItsToken() {
        Answer answer = Http.get(upstream.uri() + "/v1/models", token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("account").asLong()).isEqualTo(42);
        assertThat(answer.json().get("token_tail").asString())
                .hasSize(6)
                .isEqualTo(token.substring(token.length() - 6));
        assertThat(answer.json().get("data").get(0).get("id").asString()).isEqualTo("demo-model");
        assertThat(answer.body()).doesNotContain(token);
    }

    @Test
    void onlyLiveTokensAreServed() {
        String models = upstream.uri() + "/v1/models";
        assertThat(Http.get(models, null).status()).isEqualTo(401);
        assertThat(Http.get(models, "made-up").status()).isEqualTo(401);
        assertThat(Http.get(models, token).status()).isEqualTo(200);
        authorization.expireAccessTokens(42);
        Answer expired = Http.get(models, token);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.json().get("error").get("code").asString()).isEqualTo("token_invalid");
        assertThat(upstream.served()).isEqualTo(1);
        assertThat(upstream.rejected()).isEqualTo(3);
    }

    @Test
    void whoCannotAskTheIssuerTakesAnyTokenButNotNone() {
        try (DemoUpstream trusting = DemoUpstream.startTrusting()) {
            Answer answer = Http.get(trusting.uri() + "/v1/models", "abc");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("token_tail").asString()).isEqualTo("abc");
            assertThat(Http.get(trusting.uri() + "/v1/models", null).status()).isEqualTo(401);
        }
    }

    @Test
    void everyPathIsGuarded() {
        for (String path : List.of("/v1/models", "/v1/stream", "/v1/headers")) {
            assertThat(Http.get(upstream.uri() + path, "made-up").status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(Http.answer(Http.sent(HttpMethod.POST, upstream.uri() + "/v1/echo", Map.of(), "body"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void eventsLeaveOneByOne() {
        List<String> chunks = Http.chunks(upstream.uri() + "/v1/stream", token)
                .collectList()
                .blockOptional(Http.LIMIT)
                .orElseThrow();
        // A busy machine may read two at once; held back, all five would come in one.
        assertThat(chunks).hasSizeGreaterThan(2);
        List<JsonNode> events = Stream.of(String.join("", chunks).split("\n\n"))
                .map(event -> Http.read(event.substring("data: ".length())))
                .toList();
        assertThat(events).extracting(event -> event.get("event").asInt()).containsExactly(1, 2, 3, 4, 5);
        assertThat(events).allMatch(event -> event.get("account").asLong() == 42);
    }

    @Test
    void echoReturnsTheBodyAndHeadersTheNames() {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "X-Colour", "blue");
        String large = "0123456789".repeat(100_000);
        assertThat(Http.answer(Http.sent(HttpMethod.POST, upstream.uri() + "/v1/echo", headers, large)))
                .isEqualTo(new Answer(200, large));
        Answer answer = Http.answer(Http.sent(HttpMethod.GET, upstream.uri() + "/v1/headers", headers, ""));
        assertThat(answer.json().get("names").valueStream().map(JsonNode::asString))
                .contains("X-Colour", "Authorization");
        assertThat(answer.body()).doesNotContain("blue").doesNotContain(token);
    }
}
