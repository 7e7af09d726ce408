package io.tokenwell.example.gateway.page;

import static io.tokenwell.example.gateway.page.DemoSite.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Secret;
import io.tokenwell.example.gateway.page.DemoSite.Answer;
import io.tokenwell.spi.AccountRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What is served at the page's addresses. */
@ExtendWith(OnDemoSite.class)
class PageTest {

    private final DemoSite site;

    PageTest(DemoSite site) {
        this.site = site;
    }

    @ParameterizedTest
    @CsvSource({
        "/tokenwell, text/html",
        "/tokenwell/page.css, text/css",
        "/tokenwell/page.js, text/javascript",
        "/tokenwell/icon.svg, image/svg+xml",
        "/tokenwell/state, application/json"
    })
    void everyPartComesFromHereAndMayLoadNothingFromElsewhere(String path, String type) {
        Answer part = site.get(path);

        assertThat(part.status()).isEqualTo(200);
        assertThat(part.headers().get("Content-Type")).startsWith(type);
        assertThat(part.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(part.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(part.body().replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    }

    @Test
    void thePageHasNothingInlineThatThePolicyWouldRefuse() {
        assertThat(site.get("/tokenwell").body())
                .contains("<script type=\"module\" src=\"tokenwell/page.js\"></script>")
                .doesNotContain("<style", " style=", " onclick=", "javascript:");
    }

    @Test
    void theStateHasAccountsStoresHealthCountersAndEvents() {
        JsonNode state = site.state();

        assertThat(Instant.parse(state.path("now").stringValue()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(state.path("refreshSkewMillis").asLong()).isEqualTo(30_000);
        assertThat(state.path("stores").toString()).isEqualTo("{\"redis\":true,\"postgresql\":true}");
        assertThat(state.path("health").path("up").asBoolean()).isTrue();
        assertThat(state.path("counters").path("refreshRequests").isNumber()).isTrue();
        assertThat(state.path("events").isArray()).isTrue();
        assertThat(state.path("demo").valueStream().map(JsonNode::stringValue))
                .containsExactly("send", "expire", "revoke", "login", "latency", "redis/stop", "redis/start");
        assertThat(state.path("accounts")).hasSize(2);
        assertThat(site.account(1).path("platform").stringValue()).isEqualTo("openai");
        assertThat(site.account(1).path("lifeMillis").asLong()).isBetween(80_000L, 91_000L);
    }

    @Test
    void nothingOfATokenIsInTheState() {
        List<String> secrets = Stream.of(1L, 2L)
                .map(id -> site.part(AccountRepository.class)
                        .findById(Long.toString(id))
                        .blockOptional(LONG_ENOUGH)
                        .orElseThrow()
                        .credentials())
                .flatMap(credentials ->
                        Stream.concat(credentials.accessToken().stream(), credentials.refreshToken().stream()))
                .map(Secret::expose)
                .toList();
        String state = site.get("/tokenwell/state").body();

        assertThat(secrets).hasSize(4);
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(state)
                        .doesNotContain(secret, secret.substring(0, 10), secret.substring(secret.length() - 6)));
        assertThat(state).doesNotContain("demo-at-", "demo-rt-", "access_token", "refresh_token");
    }

    @Test
    void allViewersSeeTheSameSeries() {
        List<List<Long>> seen = Objects.requireNonNull(Flux.range(0, 3)
                .flatMap(viewer -> site.stream()
                        .map(snapshot -> snapshot.path("number").asLong())
                        .take(3)
                        .collectList())
                .collectList()
                .block(LONG_ENOUGH));

        assertThat(seen)
                .hasSize(3)
                .allSatisfy(numbers -> assertThat(numbers).isSorted().doesNotHaveDuplicates());
        assertThat(seen.stream().flatMap(List::stream).distinct().count()).isLessThan(9);
    }

    @Test
    void aChangeIsSeenInTheStream() {
        Mono<JsonNode> expired = site.stream()
                .filter(snapshot ->
                        snapshot.at("/accounts/0/state").stringValue().equals("expired"))
                .next();

        JsonNode seen = Objects.requireNonNull(Mono.zip(
                        expired,
                        site.pressing("expire", "{\"account\":1}", headers -> {})
                                .delaySubscription(Duration.ofMillis(300)))
                .map(both -> both.getT1())
                .block(LONG_ENOUGH));

        assertThat(seen.at("/accounts/1/state").stringValue()).isEqualTo("fresh");
    }

    @Test
    void thereIsNoRoomForAnyNumberOfViewers() {
        LiveView live = site.part(LiveView.class);
        await().atMost(LONG_ENOUGH).until(() -> live.enter() && leaves(live));
        int free = 0;
        while (live.enter()) {
            free++;
        }
        try {
            assertThat(site.get("/tokenwell/stream").status()).isEqualTo(503);
            assertThat(site.get("/tokenwell/state").status()).isEqualTo(200);
        } finally {
            for (int i = 0; i < free; i++) {
                live.leave();
            }
        }
        assertThat(site.stream().next().block(LONG_ENOUGH)).isNotNull();
    }

    private static boolean leaves(LiveView live) {
        live.leave();
        return true;
    }
}
