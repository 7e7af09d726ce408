package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.spi.TokenEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What most tests of the endpoint need: an account, a clock that stands, and an end to every wait. */
final class Redeeming {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for a busy machine; only the tests of timeouts wait for theirs. */
    static final TransportSettings CALM = TransportSettings.builder()
            .connectTimeout(Duration.ofSeconds(5))
            .responseTimeout(Duration.ofSeconds(10))
            .build();

    private Redeeming() {}

    static TokenEndpointSettings openAi(URI uri) {
        return TokenEndpointSettings.openAi(uri, "configured-client").toBuilder()
                .transport(CALM)
                .build();
    }

    static Account account() {
        return Account.active(
                42, "openai", Credentials.of(Map.of("refresh_token", "rt-old", "access_token", "at-old")));
    }

    static Redemption redemption(BooleanSupplier overdue) {
        RefreshRequest form = new RefreshRequest(
                openAi(URI.create("https://localhost")),
                account(),
                account().credentials().refreshToken().orElseThrow());
        return new Redemption("42", form, overdue, NOW);
    }

    static Account accountBehind(String proxy) {
        Account plain = account();
        return new Account(plain.id(), plain.platform(), plain.type(), plain.status(), plain.credentials(), proxy);
    }

    /** Redeems once and closes the endpoint. */
    static Map<String, @Nullable Object> granted(TokenEndpointSettings settings, Account account) {
        return granted(settings, account, CLOCK);
    }

    static Map<String, @Nullable Object> granted(TokenEndpointSettings settings, Account account, Clock clock) {
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint(settings, clock);
        try {
            return Objects.requireNonNull(endpoint.redeem(account).block(PATIENCE))
                    .credentials();
        } finally {
            endpoint.close();
        }
    }

    static TokenEndpointException refused(TokenEndpointSettings settings, Account account) {
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint(settings, CLOCK);
        try {
            return refused(endpoint, account);
        } finally {
            endpoint.close();
        }
    }

    static TokenEndpointException refused(TokenEndpoint endpoint, Account account) {
        Optional<Throwable> error = endpoint.redeem(account)
                .then(Mono.<Throwable>empty())
                .onErrorResume(Mono::just)
                .blockOptional(PATIENCE);
        assertThat(error).containsInstanceOf(TokenEndpointException.class);
        return (TokenEndpointException) error.orElseThrow();
    }
}
