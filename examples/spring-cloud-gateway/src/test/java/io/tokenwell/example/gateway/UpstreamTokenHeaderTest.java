package io.tokenwell.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class UpstreamTokenHeaderTest {

    private final UpstreamTokenHeader filter = new UpstreamTokenHeader();
    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/")
            .header("Authorization", "Basic of-the-client")
            .header("X-Account", "42"));

    @Test
    void requestsOfOtherRoutesKeepWhatTheClientSent() {
        HttpHeaders own = exchange.getRequest().getHeaders();

        assertThat(filter.filter(own, exchange)).isSameAs(own);
    }

    @Test
    void theRequestsOwnHeadersStayAsTheyAreWhereNobodyCopiedThem() {
        new UpstreamToken("secret-token", "X-Account").leaveWith(exchange);
        HttpHeaders own = exchange.getRequest().getHeaders();

        HttpHeaders leaving = filter.filter(own, exchange);

        assertThat(leaving.get("Authorization")).containsExactly("Bearer secret-token");
        assertThat(leaving.containsHeader("X-Account")).isFalse();
        assertThat(own.getFirst("Authorization")).isEqualTo("Basic of-the-client");
        assertThat(own.getFirst("X-Account")).isEqualTo("42");
    }

    @Test
    void anotherRouteOfTheSameExchangeTakesTheNewestToken() {
        new UpstreamToken("first", null).leaveWith(exchange);
        new UpstreamToken("second", null).leaveWith(exchange);

        assertThat(filter.filter(new HttpHeaders(), exchange).get("Authorization"))
                .containsExactly("Bearer second");
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(new UpstreamToken("secret-token", "X-Account").toString())
                .contains("X-Account")
                .doesNotContain("secret-token");
    }
}
