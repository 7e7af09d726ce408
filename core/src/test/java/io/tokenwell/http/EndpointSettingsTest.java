package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.http.OAuthClient.Authentication;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Settings that cannot work are refused when they are built; each platform has its own. */
class EndpointSettingsTest {

    private static final URI SAFE = URI.create("https://auth.example.com/oauth/token");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/t",
                "http://LOCALHOST/t",
                "http://127.0.0.1:8080/t",
                "http://127.9.8.7/t",
                "http://[::1]:8080/t",
                "http://[0:0:0:0:0:0:0:1]/t",
                "HTTPS://auth.example.com/t?x=y"
            })
    void httpsAndLoopbackAreAllowed(String uri) {
        assertThat(TokenEndpointSettings.openAi(URI.create(uri), "c").tokenUri())
                .hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.com/t",
                "http://auth.localhost:80/t",
                "http://localhost./t",
                "http://127.0.0.1.example.com/t",
                "http://localhost.example.com/t",
                "http://10.0.0.1/t",
                "http://[::2]/t",
                "http://[fe80::1]/t"
            })
    void plainHttpToOthersNeedsAnExplicitYes(String uri) {
        TokenEndpointSettings safe = TokenEndpointSettings.openAi(SAFE, "c");
        TransportSettings allowing =
                safe.transport().toBuilder().allowPlainHttp(true).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenEndpointSettings.openAi(URI.create(uri), "c"))
                .withMessageContaining("must use https");
        assertThat(with(URI.create(uri), allowing).tokenUri()).hasToString(uri);
        assertThatIllegalArgumentException()
                .as("taking the yes back")
                .isThrownBy(() -> with(URI.create(uri), allowing).toBuilder()
                        .transport(TransportSettings.defaults())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth/token", "ftp://a/t", "https:opaque", "https:///t", "https://u:pw@a/t", "https://a/t#f"})
    void anAddressMustBeAbsoluteAndBare(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenEndpointSettings.openAi(URI.create(uri), "c"))
                .withMessageContaining("token URI")
                .withMessageNotContaining("pw");
    }

    @Test
    void emptyAndNegativeValuesAreRefused() {
        TokenEndpointSettings safe = TokenEndpointSettings.openAi(SAFE, "c");
        TransportSettings transport = TransportSettings.defaults();

        assertThatIllegalArgumentException().isThrownBy(() -> OAuthClient.ofPublic(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OAuthClient.builder()
                        .id("c")
                        .secret(Secret.of(" "))
                        .authentication(Authentication.POST)
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> safe.toBuilder().platform(" ").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        safe.toBuilder().defaultLifetime(Duration.ofMillis(999)).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport.toBuilder()
                        .connectTimeout(Duration.ZERO)
                        .responseTimeout(Duration.ofSeconds(1))
                        .build())
                .withMessageContaining("connectTimeout must be positive, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport.toBuilder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .responseTimeout(Duration.ofSeconds(-1))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport.toBuilder().maxAnswerSize(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transport.toBuilder().maxConnections(0).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"planted\n", "planted\r\nX-Evil: 1", "pl\u00e4nted", "planted\u007f", "planted\0"})
    void aClientIsOfCharactersThatCanBeSent(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OAuthClient.ofPublic(text))
                .withMessageContaining("client id")
                .withMessageNotContaining("nted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OAuthClient.builder()
                        .id("c")
                        .secret(Secret.of(text))
                        .authentication(Authentication.BASIC)
                        .build())
                .withMessageContaining("client secret")
                .withMessageNotContaining("nted");
    }

    @Test
    void byDefaultALateAnswerIsHeardAfterTheCallersWentAndBeforeTheClaimEnds() {
        assertThat(TransportSettings.defaults().deadline())
                .isEqualTo(Duration.ofSeconds(27))
                .isGreaterThan(RefreshSettings.defaults().endpointTimeout())
                .isLessThan(RefreshSettings.defaults().lockTtl());
    }

    /** The pipeline starts a redemption only while the claim has this much left. */
    @Test
    void byDefaultNothingIsSentWhenTheClaimMayBeOver() {
        RefreshSettings pipeline = RefreshSettings.defaults();
        assertThat(TransportSettings.defaults().sendDeadline())
                .isLessThan(pipeline.endpointTimeout().plus(pipeline.repositoryTimeout()));
    }

    @Test
    void accountsGoToTheirPlatformsEndpoint() {
        TokenGrant grant = new TokenGrant(Map.of("access_token", "at"));
        TokenEndpoint router = new PlatformEndpoints(Map.of("acme", account -> Mono.just(grant)));

        StepVerifier.create(router.redeem(Account.active(1, "acme", Credentials.empty())))
                .expectNext(grant)
                .verifyComplete();
        StepVerifier.create(router.redeem(Account.active(2, "Acme", Credentials.empty())))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                TokenEndpointException.class,
                                unknown -> assertThat(unknown.outcome()).isEqualTo(Outcome.NOT_SENT)));
    }

    private static TokenEndpointSettings with(URI uri, TransportSettings transport) {
        return TokenEndpointSettings.openAi(SAFE, "c").toBuilder()
                .tokenUri(uri)
                .transport(transport)
                .build();
    }
}
