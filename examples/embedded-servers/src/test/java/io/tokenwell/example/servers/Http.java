package io.tokenwell.example.servers;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests say to the servers. */
final class Http {

    static final String FORM = "application/x-www-form-urlencoded";
    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private Http() {}

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    static Mono<Answer> sent(HttpMethod method, String uri, Map<String, String> headers, String body) {
        return HttpClient.create()
                .headers(all -> headers.forEach(all::set))
                .request(method)
                .uri(uri)
                .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(response.status().code(), text)));
    }

    static Answer get(String uri, @Nullable String token) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        return answer(sent(HttpMethod.GET, uri, headers, ""));
    }

    static Mono<Answer> refresh(DemoAuthorizationServer server, String refreshToken) {
        return post(
                server,
                form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", "demo")));
    }

    static Mono<Answer> post(DemoAuthorizationServer server, String form) {
        return sent(HttpMethod.POST, server.tokenUri(), Map.of("Content-Type", FORM), form);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static Answer answer(Mono<Answer> answer) {
        return answer.blockOptional(LIMIT).orElseThrow();
    }

    static Flux<String> chunks(String uri, String token) {
        return HttpClient.create()
                .headers(all -> all.set("Authorization", "Bearer " + token))
                .get()
                .uri(uri)
                .responseContent()
                .asString();
    }
}
