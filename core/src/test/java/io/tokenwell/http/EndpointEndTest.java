package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;

/** An endpoint ends last, and with it all that is its own. */
class EndpointEndTest {

    private static final String THREADS = "tokenwell-";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Sinks.One<String> answer = Sinks.one();

    @AutoClose
    private final TokenServer server = TokenServer.handling(
            response -> response.sendString(answer.asMono()).then());

    private final HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(server.uri()), CLOCK);

    @AfterEach
    void end() {
        endpoint.close();
    }

    @Test
    void theAnswerUnderWayIsWaitedForAndNothingNewIsSent() {
        Mono<TokenGrant> underWay = started();
        Mono<Void> closed = started(endpoint.close(Redeeming.PATIENCE));

        TokenEndpointException refused = refused(endpoint, account());
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.code()).contains("endpoint_closed");
        assertThat(refused.retryable()).isTrue();
        assertThat(endpoint.isClosed()).isTrue();

        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();
        assertThat(underWay.block(Redeeming.PATIENCE)).isNotNull();
        closed.block(Redeeming.PATIENCE);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void whatWaitsForItsTurnIsNotSentAnyMore() {
        HttpTokenEndpoint narrow = new HttpTokenEndpoint(
                openAi(server.uri()).toBuilder()
                        .transport(Redeeming.CALM.toBuilder().maxConnections(1).build())
                        .build(),
                CLOCK);
        Mono<TokenGrant> sent = started(narrow.redeem(account()));
        server.awaitRequest();
        Mono<TokenGrant> waiting = started(narrow.redeem(account()));
        Mono<Void> closed = started(narrow.close(Redeeming.PATIENCE));

        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();

        assertThat(sent.block(Redeeming.PATIENCE)).isNotNull();
        assertThat(outcome(waiting)).isEqualTo(Outcome.NOT_SENT);
        closed.block(Redeeming.PATIENCE);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void afterTheLimitTheRestIsCutOff() {
        Mono<TokenGrant> underWay = started();

        endpoint.close(SHORT).block(Redeeming.PATIENCE);

        assertThat(outcome(underWay)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aShorterLimitHastensTheEnd() {
        Mono<TokenGrant> underWay = started();
        Mono<Void> closed = started(endpoint.close(Duration.ofHours(1)));

        started(endpoint.close(SHORT));

        closed.block(Redeeming.PATIENCE);
        assertThat(outcome(underWay)).isEqualTo(Outcome.UNKNOWN);
    }

    /** As containers do that close whatever can be closed. */
    @Test
    void closedByTheWayTheAnswerUnderWayStillCountsAndNothingNewIsSent() {
        Mono<TokenGrant> underWay = started();

        endpoint.close();

        assertThat(refused(endpoint, account()).code()).contains("endpoint_closed");
        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();
        assertThat(underWay.block(Redeeming.PATIENCE)).isNotNull();
        assertThat(server.received).hasSize(1);
    }

    @Test
    void anEndpointThatWasNeverUsedHasNoThreadsAndClosesTwice() {
        HttpTokenEndpoint unused = of("unused");
        assertThat(threads(THREADS + "unused")).isEmpty();
        unused.close(SHORT).then(unused.close(SHORT)).block(Redeeming.PATIENCE);
        assertThat(unused.isClosed()).isTrue();
    }

    @Test
    void fewThreadsAreItsOwnAndEndWithIt() {
        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();
        Account account = Account.active(1, "acme", account().credentials());
        HttpTokenEndpoint acme = of("acme");
        for (int i = 0; i < 9; i++) {
            assertThat(acme.redeem(account)
                            .map(grant -> Thread.currentThread().getName())
                            .block(Redeeming.PATIENCE))
                    .startsWith(THREADS + "acme");
        }

        assertThat(threads(THREADS + "acme")).hasSize(2);
        acme.close(SHORT).block(Redeeming.PATIENCE);
        await().untilAsserted(() -> assertThat(threads(THREADS + "acme")).isEmpty());
    }

    @Test
    void eventLoopsOfTheSetUpAreUsedAndLeftAlone() {
        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();
        LoopResources shared = LoopResources.create("shared", 1, true);
        HttpTokenEndpoint guest = new HttpTokenEndpoint(openAi(server.uri()), CLOCK, client -> client.runOn(shared));

        assertThat(guest.redeem(account())
                        .map(grant -> Thread.currentThread().getName())
                        .block(Redeeming.PATIENCE))
                .startsWith("shared-");
        guest.close(SHORT).block(Redeeming.PATIENCE);

        assertThat(shared.isDisposed()).isFalse();
        shared.disposeLater(Duration.ZERO, Redeeming.PATIENCE).block(Redeeming.PATIENCE);
    }

    @Test
    void allPlatformsAreClosedTogether() {
        PlatformEndpoints all =
                new PlatformEndpoints(Map.of("openai", endpoint, "same", endpoint, "acme", account -> Mono.never()));
        Mono<TokenGrant> underWay = started(all.redeem(account()));
        server.awaitRequest();
        Mono<Void> closed = started(all.close(Redeeming.PATIENCE));
        assertThat(endpoint.isClosed()).isTrue();

        answer.tryEmitValue("{\"access_token\":\"at\"}").orThrow();

        assertThat(underWay.block(Redeeming.PATIENCE)).isNotNull();
        closed.block(Redeeming.PATIENCE);
        all.close();
    }

    private HttpTokenEndpoint of(String platform) {
        return new HttpTokenEndpoint(
                TokenEndpointSettings.builder()
                        .platform(platform)
                        .tokenUri(server.uri())
                        .client(OAuthClient.ofPublic("c"))
                        .build(),
                CLOCK);
    }

    private Mono<TokenGrant> started() {
        Mono<TokenGrant> redemption = started(endpoint.redeem(account()));
        server.awaitRequest();
        return redemption;
    }

    private static <T> Mono<T> started(Mono<T> work) {
        Mono<T> shared = work.cache();
        shared.subscribe(value -> {}, error -> {});
        return shared;
    }

    private static Outcome outcome(Mono<TokenGrant> redemption) {
        return refused(account -> redemption, account()).outcome();
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }
}
