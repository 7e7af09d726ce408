package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.http.OAuthClient.Authentication;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.refresh.settings.RefusalRules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A thousand accounts at once, and a server that does not know the client, over real connections. */
class WrongSecretTest {

    private static final int ACCOUNTS = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private volatile boolean corrected;
    private final InMemoryAccountRepository accounts = new InMemoryAccountRepository(Clock.systemUTC());

    private RefreshingAccessTokenProvider provider(HttpTokenEndpoint endpoint) {
        return RefreshingAccessTokenProvider.builder()
                .repository(accounts)
                .endpoint(endpoint)
                .platforms(Platform.OPENAI.toBuilder()
                        .refusals(RefusalRules.builder()
                                .firstPause(PAUSE)
                                .longestPause(Duration.ofSeconds(1))
                                .build())
                        .build())
                .settings(RefreshSettings.builder().failureCooldown(PAUSE).build())
                .build();
    }

    private static Mono<List<Object>> answering(RefreshingAccessTokenProvider provider) {
        return Flux.range(1, ACCOUNTS)
                .flatMap(
                        id -> provider.getAccessToken(id.longValue())
                                .map(token -> (Object) token)
                                .onErrorResume(Mono::just),
                        ACCOUNTS)
                .collectList();
    }

    private static List<Object> answers(RefreshingAccessTokenProvider provider) {
        return Objects.requireNonNull(answering(provider).block(Redeeming.PATIENCE));
    }

    @Test
    void costsAFewRequestsAndNobodysLogin() {
        IntStream.rangeClosed(1, ACCOUNTS)
                .mapToObj(id -> Account.active(
                        id,
                        "openai",
                        Credentials.of(Map.of(
                                "refresh_token",
                                "rt-" + id,
                                "access_token",
                                "at-old",
                                "expires_at",
                                "2020-01-01T00:00:00Z"))))
                .forEach(accounts::save);
        try (TokenServer server = TokenServer.handling(response -> corrected
                ? response.sendString(Mono.just("{\"access_token\":\"at-new\",\"expires_in\":3600}"))
                : response.status(401)
                        .sendString(
                                Mono.just("{\"error\":\"invalid_client\",\"error_description\":\"Bad secret\"}")))) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                    Redeeming.openAi(server.uri()).toBuilder()
                            .client(OAuthClient.builder()
                                    .id("c")
                                    .secret(Secret.of("wrong-secret"))
                                    .authentication(Authentication.BASIC)
                                    .build())
                            .build(),
                    Clock.systemUTC());
            RefreshingAccessTokenProvider provider = provider(endpoint);
            assertThat(answers(provider))
                    .allSatisfy(answer -> assertThat(String.valueOf(answer)).contains("Bad secret"));
            assertThat(server.received.size())
                    .as("requests for a thousand accounts")
                    .isBetween(3, 10);
            assertThat(answers(provider).stream().map(Object::getClass).collect(Collectors.toSet()))
                    .contains(TokenRefreshPendingException.class);
            corrected = true;
            List<Object> last = Flux.from(answering(provider).delaySubscription(PAUSE))
                    .repeat()
                    .takeUntil(all -> all.stream().allMatch("at-new"::equals))
                    .blockLast(Redeeming.PATIENCE);
            assertThat(last).hasSize(ACCOUNTS).containsOnly("at-new");
            assertThat(server.received).hasSizeLessThan(ACCOUNTS + 30);
            endpoint.close();
        }
    }
}
