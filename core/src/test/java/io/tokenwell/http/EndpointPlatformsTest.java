package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.RefreshingProviderBuilder;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.TokenEndpoint;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A provider whose platforms and endpoints do not fit is refused when it is built, not at its first refresh. */
class EndpointPlatformsTest {

    private static final Platform ACME = Platform.builder().name("acme").build();

    private static RefreshingProviderBuilder serving(Platform... platforms) {
        return RefreshingAccessTokenProvider.builder()
                .repository(new InMemoryAccountRepository(Clock.systemUTC()))
                .platforms(platforms);
    }

    private static HttpTokenEndpoint of(String platform) {
        return new HttpTokenEndpoint(
                TokenEndpointSettings.builder()
                        .platform(platform)
                        .tokenUri(URI.create("https://login.example/token"))
                        .client(OAuthClient.ofPublic("c"))
                        .build(),
                Clock.systemUTC());
    }

    @Test
    void aRefreshedPlatformWithoutAnEndpoint() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        serving(Platform.OPENAI, ACME).endpoint(of("openai")).build())
                .withMessageContaining("platform acme is refreshed, but the token endpoint serves only openai")
                .withMessageContaining("PlatformEndpoints")
                .withMessageContaining("refreshed(false)");
    }

    /** Who serves another platform than the defaults and has not said so. */
    @Test
    void platformsThatWereNotNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RefreshingAccessTokenProvider.builder()
                        .repository(new InMemoryAccountRepository(Clock.systemUTC()))
                        .endpoint(of("acme"))
                        .build())
                .withMessageContaining("platform openai is refreshed, but the token endpoint serves only acme")
                .withMessageContaining("name the platforms that you serve in platforms(...)");
    }

    @Test
    void anEndpointOfAPlatformThatIsNotServed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serving(Platform.OPENAI, Platform.SORA)
                        .endpoint(new PlatformEndpoints(Map.of("openai", of("openai"), "acme", of("acme"))))
                        .build())
                .withMessageContaining("the token endpoint serves acme, which is not among the platforms openai, sora")
                .withMessageContaining("platforms(...)");
    }

    @Test
    void anEndpointUnderAnotherPlatformsName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serving(ACME)
                        .endpoint(new PlatformEndpoints(Map.of("acme", of("Acme"))))
                        .build())
                .withMessageContaining("platform acme is refreshed, but the token endpoint serves only others");
    }

    @Test
    void noEndpointUnlessThatIsSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serving(Platform.OPENAI).build())
                .withMessageContaining("endpoint(TokenEndpoint.none())");
        assertThatCode(() ->
                        serving(Platform.OPENAI).endpoint(TokenEndpoint.none()).build())
                .doesNotThrowAnyException();
        assertThatCode(() -> serving(Platform.SORA).build())
                .as("nothing is refreshed")
                .doesNotThrowAnyException();
    }

    @Test
    void whatFitsIsBuilt() {
        TokenEndpoint own = account -> Mono.never();
        assertThatCode(() -> {
                    serving(Platform.OPENAI, Platform.SORA)
                            .endpoint(of("openai"))
                            .build();
                    serving(Platform.OPENAI, ACME).endpoint(own).build();
                    serving(Platform.OPENAI, Platform.SORA)
                            .endpoint(new PlatformEndpoints(Map.of("openai", own, "sora", own)))
                            .build();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void endpointsSayWhomTheyServe() {
        assertThat(of("acme").platforms()).contains(Set.of("acme"));
        assertThat(new PlatformEndpoints(Map.of("a", of("a"), "b", account -> Mono.never(), "c", of("C"))).platforms())
                .contains(Set.of("a", "b"));
        assertThat(TokenEndpoint.none().platforms()).as("any").isEmpty();
    }
}
