package io.tokenwell.example.servers;

import static io.tokenwell.example.servers.Http.answer;
import static io.tokenwell.example.servers.Http.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.servers.Http.Answer;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class DemoAuthorizationServerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock(START);
    private final DemoAuthorizationServer server =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults().withTokenLifetime(LIFETIME), clock);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRefreshTokenBuysAFreshPair() {
        IssuedTokens login = server.issue(42);
        Answer answer = answer(refresh(server, login.refreshToken()));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode grant = answer.json();
        assertThat(grant.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(grant.get("expires_in").asLong()).isEqualTo(30);
        assertThat(grant.get("scope").asString()).isEqualTo("openid profile email");
        assertThat(grant.get("refresh_token").asString()).isNotEqualTo(login.refreshToken());
        assertThat(server.isLive(grant.get("access_token").asString())).isTrue();
        assertThat(server.isLive(login.accessToken())).isTrue();
    }

    @Test
    void theIdentityTokenNamesAccountUserAndDefaultOrganization() {
        JsonNode grant =
                answer(refresh(server, server.issue(42).refreshToken())).json();
        String[] parts = grant.get("id_token").asString().split("\\.", -1);
        assertThat(parts).hasSize(3).endsWith("");
        JsonNode claims = Http.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        assertThat(claims.get("email").asString()).isEqualTo("account42@demo.test");
        JsonNode auth = claims.get("https://api.openai.com/auth");
        assertThat(auth.get("chatgpt_account_id").asString()).isEqualTo("demo-account-42");
        assertThat(auth.get("chatgpt_user_id").asString()).isEqualTo("demo-user-42");
        assertThat(auth.get("organizations")
                        .valueStream()
                        .filter(each -> each.get("is_default").asBoolean()))
                .singleElement()
                .satisfies(each -> assertThat(each.get("id").asString()).isEqualTo("demo-org-42"));
    }

    @Test
    void secondUseOfARefreshTokenRevokesAllThatCameOfItsLogin() {
        IssuedTokens login = server.issue(42);
        IssuedTokens otherLogin = server.issue(42);
        JsonNode rotated = answer(refresh(server, login.refreshToken())).json();
        Answer reused = answer(refresh(server, login.refreshToken()));
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.json().get("error").get("code").asString()).isEqualTo("refresh_token_reused");
        assertThat(server.isLive(login.accessToken())).isFalse();
        assertThat(server.isLive(rotated.get("access_token").asString())).isFalse();
        assertThat(answer(refresh(server, rotated.get("refresh_token").asString()))
                        .status())
                .isEqualTo(400);
        assertThat(server.isLive(otherLogin.accessToken())).isTrue();
        assertThat(answer(refresh(server, otherLogin.refreshToken())).status()).isEqualTo(200);
    }

    @Test
    void ofManyUsesAtOnceExactlyOneRotates() {
        String token = server.issue(42).refreshToken();
        List<Integer> statuses = Flux.range(0, 20)
                .flatMap(i -> refresh(server, token), 20)
                .map(Answer::status)
                .collectList()
                .blockOptional(Http.LIMIT)
                .orElseThrow();
        assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200).hasSize(20);
        assertThat(server.redemptions()).isEqualTo(20);
    }

    @Test
    void theLedgerTellsWhoseWhichAndWhatCameOfIt() {
        String first = server.issue(42).refreshToken();
        String second =
                answer(refresh(server, first)).json().get("refresh_token").asString();
        clock.set(START.plusSeconds(5));
        answer(refresh(server, second));
        answer(refresh(server, first));
        assertThat(answer(refresh(server, "made up")).json().get("error").asString())
                .isEqualTo("invalid_grant");
        assertThat(server.ledger())
                .containsExactly(
                        new Redemption(42, START, 1, Outcome.ROTATED),
                        new Redemption(42, START.plusSeconds(5), 2, Outcome.ROTATED),
                        new Redemption(42, START.plusSeconds(5), 1, Outcome.REUSED),
                        new Redemption(0, START.plusSeconds(5), 0, Outcome.UNKNOWN));
    }

    @Test
    void accessTokensEndWithTheirLifetimeOrEarlierOnRequest() {
        IssuedTokens login = server.issue(42);
        assertThat(login.expiresAt()).isEqualTo(START.plus(LIFETIME));
        clock.set(login.expiresAt().minusMillis(1));
        assertThat(server.isLive(login.accessToken())).isTrue();
        clock.set(login.expiresAt());
        assertThat(server.isLive(login.accessToken())).isFalse();
        IssuedTokens next = server.issue(42);
        server.expireAccessTokens(42);
        assertThat(server.isLive(next.accessToken())).isFalse();
        assertThat(answer(refresh(server, next.refreshToken())).status()).isEqualTo(200);
    }

    @Test
    void afterARevocationOnlyANewLoginHelps() {
        IssuedTokens login = server.issue(42);
        IssuedTokens stranger = server.issue(43);
        server.revoke(42);
        assertThat(server.isLive(login.accessToken())).isFalse();
        assertThat(answer(refresh(server, login.refreshToken()))
                        .json()
                        .get("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(server.isLive(stranger.accessToken())).isTrue();
        assertThat(answer(refresh(server, server.issue(42).refreshToken())).status())
                .isEqualTo(200);
    }

    @Test
    void aCallerThatHangsUpHasSpentItsTokenAllTheSame() {
        String token = server.issue(42).refreshToken();
        server.latency(Duration.ofMinutes(5));
        StepVerifier.create(refresh(server, token))
                .thenAwait()
                .then(() -> assertThat(Waiting.until(Http.LIMIT, () -> server.redemptions() == 1))
                        .isTrue())
                .thenCancel()
                .verify(Http.LIMIT);
        server.latency(Duration.ZERO);
        assertThat(answer(refresh(server, token)).status()).isEqualTo(401);
    }

    @Test
    void latencyKeepsTheAnswerBackAndNobodyElse() {
        server.latency(Duration.ofMillis(300));
        Flux<Answer> many =
                Flux.range(0, 50).flatMap(i -> refresh(server, server.issue(i).refreshToken()), 50);
        StepVerifier.create(many.count().elapsed())
                .assertNext(timed -> assertThat(timed.getT1()).isBetween(300L, 4_000L))
                .expectComplete()
                .verify(Http.LIMIT);
    }

    @Test
    void itTellsWhenAPairWentOutAndIgnoresRefusals() {
        server.latency(Duration.ofMillis(100));
        String token = server.issue(42).refreshToken();
        long before = System.nanoTime();
        answer(refresh(server, token));
        long told = server.lastGrantNanos();
        assertThat(told - before).isBetween(100_000_000L, System.nanoTime() - before);
        answer(refresh(server, token));
        assertThat(server.lastGrantNanos()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request",
        "grant_type=refresh_token&client_id=c, invalid_request",
        "grant_type=refresh_token&refresh_token=&client_id=c, invalid_request",
        "grant_type=refresh_token&refresh_token=r, invalid_request",
        "refresh_token=r&client_id=c, invalid_request",
        "grant_type=refresh_token&refresh_token=r&refresh_token=r&client_id=c, invalid_request",
        "grant_type=refresh_token&refresh_token=%zz&client_id=c, invalid_request",
        "grant_type=password&refresh_token=r&client_id=c, unsupported_grant_type",
        "grant_type=refresh_token&refresh_token=r&client_id=c&scope=admin, invalid_scope",
        "grant_type=refresh_token&refresh_token=r&client_id=c, invalid_grant",
    })
    void whatIsNotARefreshRequestIsRefusedWithItsReason(String form, String code) {
        Answer answer = answer(Http.post(server, form));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asString()).isEqualTo(code);
        assertThat(answer.json().get("error_description").asString()).isNotEmpty();
    }

    @Test
    void onlyFormsArePostedAndOnlySmallOnes() {
        String token = server.issue(42).refreshToken();
        String form = Http.form(Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", "c"));
        Map<String, String> json = Map.of("Content-Type", "application/json");
        assertThat(answer(Http.sent(HttpMethod.POST, server.tokenUri(), json, form))
                        .status())
                .isEqualTo(400);
        assertThat(answer(Http.post(server, form + "&x=" + "y".repeat(20_000))).status())
                .isEqualTo(400);
        assertThat(Http.get(server.tokenUri() + "?" + form, null).status()).isEqualTo(405);
        assertThat(server.redemptions()).isZero();
    }

    @Test
    void settingsThatCannotWorkAreRejectedWithTheirValue() {
        AuthorizationSettings settings = AuthorizationSettings.defaults();
        assertThatThrownBy(() -> settings.withTokenLifetime(Duration.ofMillis(999)))
                .hasMessageContaining("PT0.999S");
        assertThatThrownBy(() -> settings.withLatency(Duration.ofSeconds(-1))).hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> settings.withPort(65_536)).hasMessageContaining("65536");
    }

    @Test
    void noTokenIsPrinted() {
        IssuedTokens login = server.issue(42);
        assertThat(login.toString()).doesNotContain(login.accessToken()).doesNotContain(login.refreshToken());
        assertThat(new TokenRequest("planted", "openid")).asString().doesNotContain("planted");
    }
}
