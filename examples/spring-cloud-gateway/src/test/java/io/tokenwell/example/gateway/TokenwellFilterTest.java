package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokenwell.example.gateway.GatewayClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenwellFilterTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    private FilterUnderTest gateway;

    @BeforeAll
    void start() {
        gateway = new FilterUnderTest();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.provider.answers = StubProvider::token;
        gateway.upstream.seen.clear();
    }

    @Test
    void putsTheTokenOfTheRoutesAccountOnTheRequest() {
        Answer answer = gateway.client().get("/v1/models");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(forwarded().getAll("Authorization")).containsExactly("Bearer token-of-7");
    }

    @Test
    void replacesWhateverTheClientSentAsAuthorization() {
        gateway.client()
                .get(
                        "/v1/models",
                        headers -> headers.add("Authorization", "Basic of-the-client")
                                .add("authorization", "Bearer of-the-client"));

        assertThat(forwarded().getAll("Authorization")).containsExactly("Bearer token-of-7");
    }

    @Test
    void forwardsTheTokenThoughTheClientCallsTheHeaderOneOfThisHopOnly() {
        gateway.client()
                .get(
                        "/v1/models",
                        headers -> headers.add("Connection", "keep-alive, AUTHORIZATION, X-Hop")
                                .add("X-Hop", "for the gateway only"));

        assertThat(forwarded().get("Authorization")).isEqualTo("Bearer token-of-7");
        assertThat(forwarded().contains("X-Hop")).isFalse();
    }

    @Test
    void usesTheAccountTheHeaderNamesAndForwardsNoSuchHeader() {
        Answer answer = gateway.client().get("/named/v1/models", headers -> headers.add("x-account", "42"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(forwarded().get("Authorization")).isEqualTo("Bearer token-of-42");
        assertThat(forwarded().contains("X-Account")).isFalse();
    }

    @Test
    void aFixedAccountIsNotChangedByAHeader() {
        gateway.client().get("/v1/models", headers -> headers.add("X-Account", "42"));

        assertThat(forwarded().get("Authorization")).isEqualTo("Bearer token-of-7");
    }

    @Test
    void eachRequestAsksAnew() {
        gateway.client().get("/v1/models");
        gateway.provider.answers = account -> Mono.just("second-token");
        gateway.upstream.seen.clear();
        gateway.client().get("/v1/models");

        assertThat(forwarded().get("Authorization")).isEqualTo("Bearer second-token");
    }

    @Test
    void passesServerSentEventsOnBeforeTheNextOneExists() {
        Sinks.Many<String> events = gateway.upstream.events;
        Flux<String> received = gateway.client()
                .http()
                .get()
                .uri("/v1/events")
                .responseContent()
                .asString()
                .filter(text -> !text.isBlank())
                .map(String::strip);

        StepVerifier.create(received)
                .then(() -> events.tryEmitNext("first"))
                .expectNext("data: first")
                .then(() -> events.tryEmitNext("second"))
                .expectNext("data: second")
                .then(events::tryEmitComplete)
                .expectComplete()
                .verify(LONG_ENOUGH);
    }

    @Test
    void passesPartsOfARequestOnBeforeTheNextOneExists() {
        Sinks.Many<String> parts = Sinks.many().unicast().onBackpressureBuffer();
        Flux<ByteBuf> body = parts.asFlux().map(part -> Unpooled.copiedBuffer(part, StandardCharsets.UTF_8));
        Mono<String> answer = gateway.client()
                .http()
                .post()
                .uri("/v1/files")
                .send((request, out) -> out.send(body, buffer -> true))
                .responseContent()
                .aggregate()
                .asString();
        Sinks.One<String> answered = Sinks.one();
        answer.subscribe(answered::tryEmitValue, answered::tryEmitError);

        StepVerifier.create(gateway.upstream.uploaded.asFlux())
                .then(() -> parts.tryEmitNext("first"))
                .expectNext("first")
                .then(() -> parts.tryEmitNext("second"))
                .expectNext("second")
                .then(parts::tryEmitComplete)
                .thenCancel()
                .verify(LONG_ENOUGH);
        assertThat(answered.asMono().block(LONG_ENOUGH)).isEqualTo("stored");
    }

    @Test
    void aRouteNeedsExactlyOneWayToChooseItsAccount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(1L, "X-Account"));
    }

    private HttpHeaders forwarded() {
        assertThat(gateway.upstream.seen).hasSize(1);
        return gateway.upstream.seen.element();
    }
}
