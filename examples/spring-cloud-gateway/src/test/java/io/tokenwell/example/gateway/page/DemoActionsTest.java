package io.tokenwell.example.gateway.page;

import static io.tokenwell.example.gateway.page.DemoSite.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.tokenwell.example.gateway.page.DemoSite.Answer;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What can be pressed, and by whom. */
@ExtendWith(OnDemoSite.class)
class DemoActionsTest {

    private final DemoSite site;

    DemoActionsTest(DemoSite site) {
        this.site = site;
    }

    @Test
    void anExpiredTokenIsReplacedForTheNextCaller() {
        JsonNode before = sent(1, 1).get(0);
        String version = site.account(1).path("refreshedAt").stringValue();

        assertThat(site.press("expire", "{\"account\":1}").status()).isEqualTo(204);
        assertThat(stateOf(1)).isEqualTo("expired");
        JsonNode after = sent(1, 1).get(0);

        assertThat(List.of(before, after)).allSatisfy(got -> {
            assertThat(got.path("status").asInt()).isEqualTo(200);
            assertThat(got.path("tokenTail").stringValue()).hasSize(6);
        });
        assertThat(after.path("tokenTail")).isNotEqualTo(before.path("tokenTail"));
        await().atMost(LONG_ENOUGH)
                .until(() -> !site.account(1).path("refreshedAt").stringValue().equals(version));
        assertThat(stateOf(1)).isEqualTo("fresh");
    }

    @Test
    void whoRefreshesAndWhoWaitsIsSeenWhileItLasts() {
        site.press("latency", "{\"millis\":1500}");
        site.press("expire", "{\"account\":2}");
        int before = redemptions();

        Disposable sending = site.pressing("send", "{\"account\":2,\"callers\":10}", headers -> {})
                .subscribe();
        JsonNode busy = Objects.requireNonNull(site.stream()
                .map(snapshot -> snapshot.at("/accounts/1"))
                .filter(account -> account.path("waiting").asInt() == 10
                        && account.path("state").stringValue().equals("refreshing"))
                .blockFirst(LONG_ENOUGH));
        await().atMost(LONG_ENOUGH).until(sending::isDisposed);

        assertThat(busy.at("/refreshing/claim").stringValue())
                .startsWith(busy.at("/refreshing/instance").stringValue() + "/");
        assertThat(busy.at("/refreshing/silent").asBoolean()).isFalse();
        assertThat(redemptions()).isEqualTo(before + 1);
        await().atMost(LONG_ENOUGH)
                .until(() -> site.account(2).path("waiting").asInt() == 0
                        && stateOf(2).equals("fresh"));
    }

    @Test
    void aRevokedLoginIsRequiredAnewAndGiven() {
        site.press("revoke", "{\"account\":2}");
        site.press("expire", "{\"account\":2}");
        JsonNode refused = sent(2, 1).get(0);

        assertThat(refused.path("status").asInt()).isEqualTo(502);
        assertThat(refused.path("problem").stringValue()).isEqualTo("A new login is needed");
        await().atMost(LONG_ENOUGH).until(() -> stateOf(2).equals("login-required"));
        assertThat(site.account(2).path("reason").stringValue()).contains("invalid_grant");
        assertThat(site.state()
                        .path("events")
                        .valueStream()
                        .map(event -> event.path("type").stringValue()))
                .contains("LoginRequired");

        site.press("login", "{\"account\":2}");
        assertThat(stateOf(2)).isEqualTo("fresh");
        assertThat(sent(2, 1).get(0).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void withoutRedisTenCallersStillGetOneToken() {
        assertThat(site.press("redis/stop", "{}").status()).isEqualTo(204);
        try {
            await().atMost(LONG_ENOUGH)
                    .until(() -> !site.state().at("/stores/redis").asBoolean());
            site.press("expire", "{\"account\":1}");
            assertThat(sent(1, 10)
                            .valueStream()
                            .map(got -> got.path("tokenTail").stringValue())
                            .distinct())
                    .hasSize(1);
        } finally {
            assertThat(site.press("redis/start", "{}").status()).isEqualTo(204);
        }
        await().atMost(LONG_ENOUGH).until(() -> site.state().at("/stores/redis").asBoolean());
        assertThat(site.part(EmbeddedRedis.class).pid()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Tokenwell-Demo, '', 403",
        "X-Tokenwell-Demo, 0, 403",
        "Content-Type, text/plain, 415",
        "Content-Type, application/x-www-form-urlencoded, 415",
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://localhost:1, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Host, rebound.example, 403"
    })
    void anotherSiteCanPressNothing(String header, String value, int status) {
        Answer refusal = site.post("expire", "{\"account\":1}", headers -> headers.set(header, value));

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refusal.headers().contains("Access-Control-Allow-Origin")).isFalse();
        assertThat(stateOf(1)).isEqualTo("fresh");
    }

    @Test
    void aCommandLineWithoutAnOriginMayPress() {
        assertThat(site.post(
                                "expire",
                                "{\"account\":1}",
                                headers -> headers.remove("Origin").set("Host", "127.0.0.1:1"))
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send {\"account\":1,\"callers\":11}",
                "send {\"account\":1,\"callers\":0}",
                "send {\"callers\":1}",
                "expire {}",
                "expire {\"account\":\"one\"}",
                "latency {\"millis\":60000}",
                "latency {\"millis\":-1}",
                "revoke nonsense"
            })
    void whatCannotBeDoneIsRefused(String order) {
        String[] parts = order.split(" ", 2);
        assertThat(site.press(parts[0], parts[1]).status()).isEqualTo(400);
    }

    @Test
    void accountsOfSomebodyElseAreLeftAlone() {
        execute("INSERT INTO accounts (id, platform, type, status, credentials) "
                + "VALUES (77, 'openai', 'oauth', 'active', '{\"client_id\": \"theirs\"}')");
        try {
            assertThat(site.press("expire", "{\"account\":77}").status()).isEqualTo(404);
            assertThat(site.press("login", "{\"account\":77}").status()).isEqualTo(404);
            assertThat(stateOf(77)).isEqualTo("expiry-unknown");
        } finally {
            execute("DELETE FROM accounts WHERE id = 77");
        }
    }

    private void execute(String statement) {
        Mono.usingWhen(
                        site.part(ConnectionPool.class).create(),
                        connection ->
                                Mono.from(connection.createStatement(statement).execute()),
                        Connection::close)
                .block(LONG_ENOUGH);
    }

    private JsonNode sent(long account, int callers) {
        Answer answer = site.press("send", "{\"account\":" + account + ",\"callers\":" + callers + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).hasSize(callers);
        return answer.json();
    }

    /** As the next look shows it. */
    private String stateOf(long account) {
        long now = site.state().path("number").asLong();
        JsonNode next = site.stream()
                .filter(snapshot -> snapshot.path("number").asLong() > now)
                .blockFirst(LONG_ENOUGH);
        return Objects.requireNonNull(next)
                .path("accounts")
                .valueStream()
                .filter(each -> each.path("id").asLong() == account)
                .map(each -> each.path("state").stringValue())
                .findFirst()
                .orElseThrow();
    }

    private int redemptions() {
        return site.part(DemoAuthorizationServer.class).redemptions();
    }
}
