package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedHeadersTest {

    @Test
    void whatIsForThisHopOnlyStays() {
        ForwardedHeaders rules = ForwardedHeaders.of(List.of("keep-alive, X-Hop", " x-other "));

        assertThat(List.of("Connection", "TE", "Transfer-Encoding", "x-hop", "X-Other", "Proxy-Authorization"))
                .noneMatch(rules::toUpstream)
                .noneMatch(rules::toClient);
        assertThat(List.of("Accept", "Content-Length", "X-Hop2"))
                .allMatch(rules::toUpstream)
                .allMatch(rules::toClient);
    }

    @Test
    void whatTheGatewaySaysItselfIsNotTheClients() {
        ForwardedHeaders rules = ForwardedHeaders.of(List.of());

        assertThat(List.of("Authorization", "HOST", "Expect")).noneMatch(rules::toUpstream);
    }

    @Test
    void whatAClientSaysOfItsWayIsNotPassedOn() {
        ForwardedHeaders rules = ForwardedHeaders.of(List.of());

        assertThat(List.of("Forwarded", "VIA", "X-Forwarded-For", "x-forwarded", "X-Original-URL", "X-Rewrite-Url"))
                .noneMatch(rules::toUpstream)
                .allMatch(rules::toClient);
        assertThat(List.of("X-Original", "Forward", "X-Hosted-By")).allMatch(rules::toUpstream);
    }
}
