package io.tokenwell.example.gateway.page;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.gateway.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running gateway and a client of it. */
final class DemoSite implements AutoCloseable {

    static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    static final JsonMapper JSON = JsonMapper.builder().build();

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private final ConfigurableApplicationContext gateway;
    private final String address;
    private final HttpClient http;

    private DemoSite(ConfigurableApplicationContext gateway) {
        this.gateway = gateway;
        this.address = "http://localhost:" + gateway.getEnvironment().getProperty("local.server.port");
        this.http = HttpClient.newConnection().baseUrl(address).responseTimeout(LONG_ENOUGH);
    }

    static DemoSite start(String... settings) {
        return new DemoSite(RunningGateway.with(settings));
    }

    String address() {
        return address;
    }

    <T> T part(Class<T> type) {
        return gateway.getBean(type);
    }

    Answer get(String path) {
        return answered(http.get().uri(path).responseSingle(DemoSite::whole));
    }

    JsonNode state() {
        return get("/tokenwell/state").json();
    }

    JsonNode account(long id) {
        return state().path("accounts")
                .valueStream()
                .filter(account -> account.path("id").asLong() == id)
                .findFirst()
                .orElseThrow();
    }

    /** The data of the events, as they come. */
    Flux<JsonNode> stream() {
        return http.get()
                .uri("/tokenwell/stream")
                .responseContent()
                .asString()
                .flatMapIterable(piece -> piece.lines().toList())
                .filter(line -> line.startsWith("data: ") && line.endsWith("}"))
                .map(line -> JSON.readTree(line.substring("data: ".length())));
    }

    /** What the page does when a button is pressed. */
    Answer press(String action, String order) {
        return post(action, order, headers -> {});
    }

    Mono<Answer> pressing(String action, String order, Consumer<HttpHeaders> changes) {
        return http.headers(headers -> {
                    headers.set("Content-Type", "application/json");
                    headers.set(PostGuard.HEADER, "1");
                    headers.set("Origin", address);
                    changes.accept(headers);
                })
                .request(HttpMethod.POST)
                .uri("/tokenwell/demo/" + action)
                .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(order, StandardCharsets.UTF_8)))
                .responseSingle(DemoSite::whole);
    }

    Answer post(String action, String order, Consumer<HttpHeaders> changes) {
        return answered(pressing(action, order, changes));
    }

    private static Mono<Answer> whole(HttpClientResponse head, ByteBufMono body) {
        return body.asString()
                .defaultIfEmpty("")
                .map(text -> new Answer(head.status().code(), head.responseHeaders(), text));
    }

    private static Answer answered(Mono<Answer> answer) {
        return answer.blockOptional(LONG_ENOUGH).orElseThrow();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
