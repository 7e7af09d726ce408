package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BrokenProviderTest {

    @Test
    void aProviderThatBreaksItsContractForwardsNothing() {
        try (FilterUnderTest gateway = new FilterUnderTest()) {
            gateway.provider.answers = account -> Mono.empty();
            assertThat(gateway.client().get("/v1/models").status()).isEqualTo(500);

            gateway.provider.answers = account -> Mono.error(new IllegalStateException("secret-of-a-bug"));
            GatewayClient.Answer answer = gateway.client().get("/v1/models");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret-of-a-bug");
        }
    }
}
