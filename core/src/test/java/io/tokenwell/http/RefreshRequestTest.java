package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.http.OAuthClient.Authentication;
import io.tokenwell.spi.TokenGrant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What goes over the wire. */
class RefreshRequestTest {

    @AutoClose
    private final TokenServer server = TokenServer.answering("{\"access_token\":\"at-new\",\"expires_in\":3600}");

    @Test
    void openAiGetsAFormWithTheConfiguredClientAndTheDefaultScope() {
        granted(openAi(server.uri()), account());

        TokenServer.Received request = server.only();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/oauth/token");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.headers().get("Accept")).isEqualTo("application/json");
        assertThat(request.headers().contains("Authorization")).isFalse();
        assertThat(request.field("grant_type")).contains("refresh_token");
        assertThat(request.field("refresh_token")).contains("rt-old");
        assertThat(request.field("client_id")).contains("configured-client");
        assertThat(request.field("scope")).contains("openid profile email");
        assertThat(request.form()).hasSize(4);
    }

    @Test
    void theAccountsOwnClientWinsAndNeverTravelsWithTheConfiguredSecret() {
        OAuthClient confidential = OAuthClient.builder()
                .id("configured-client")
                .secret(Secret.of("s"))
                .authentication(Authentication.POST)
                .build();

        granted(
                openAi(server.uri()).toBuilder().client(confidential).build(),
                accountWith(Map.of("client_id", " own-client ")));

        assertThat(server.only().field("client_id")).contains("own-client");
        assertThat(server.only().field("client_secret")).isEmpty();
    }

    @Test
    void aPostedSecretIsAField() {
        granted(
                openAi(server.uri()).toBuilder()
                        .client(confidential(Authentication.POST))
                        .build(),
                account());

        assertThat(server.only().field("client_secret")).contains("p+~&s: s");
        assertThat(server.only().headers().contains("Authorization")).isFalse();
    }

    @Test
    void aBasicSecretIsFormEncodedFirst() {
        granted(
                openAi(server.uri()).toBuilder()
                        .client(confidential(Authentication.BASIC))
                        .build(),
                account());

        byte[] pair = "client+a%3Ab:p%2B%7E%26s%3A+s".getBytes(StandardCharsets.US_ASCII);
        assertThat(server.only().headers().get("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString(pair));
        assertThat(server.only().field("client_secret")).isEmpty();
        assertThat(server.only().field("client_id")).as("in the header only").isEmpty();
    }

    @Test
    void aPlainServerIsAskedForNoScopeAndTokensSurviveTheEncoding() {
        Account account = Account.active(7, "acme", Credentials.of(Map.of("refresh_token", " a+b&c=~ /% ")));

        granted(
                TokenEndpointSettings.builder()
                        .platform("acme")
                        .tokenUri(server.uri())
                        .client(OAuthClient.ofPublic("c"))
                        .build(),
                account);

        assertThat(server.only().field("scope")).isEmpty();
        assertThat(server.only().field("refresh_token")).contains("a+b&c=~ /%");
    }

    @Test
    void everySubscriptionSendsOneRequestOnAConnectionOfItsOwn() {
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(server.uri()), CLOCK);
        Mono<TokenGrant> redemption = endpoint.redeem(account());
        assertThat(server.received).isEmpty();

        redemption.block(Redeeming.PATIENCE);
        redemption.block(Redeeming.PATIENCE);
        endpoint.close();

        assertThat(server.received).hasSize(2);
        assertThat(server.received.stream().map(TokenServer.Received::clientPort))
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutARefreshTokenNothingIsSent() {
        TokenEndpointException refused = refused(openAi(server.uri()), accountWith(Map.of("refresh_token", " ")));

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.code()).contains("missing_refresh_token");
        assertThat(refused.terminal()).isTrue();
        assertThat(refused).hasMessageContaining("a login is needed").hasMessageContaining("account 42");
        assertThat(server.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rt\r\nX-Evil: 1", "r\u00e4t", "rt\0x", "\u200b"})
    void whatIsNoRefreshTokenIsNotSentAndTheErrorSaysWhatToDo(String stored) {
        TokenEndpointException refused = refused(openAi(server.uri()), accountWith(Map.of("refresh_token", stored)));

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.code()).contains("unusable_refresh_token");
        assertThat(refused.terminal()).isTrue();
        assertThat(refused).hasMessageContaining("store it anew, or log in").hasMessageNotContaining(stored);
        assertThat(server.received).isEmpty();
    }

    @Test
    void whatIsNoClientIdIsNotSentNorReplacedByAnothers() {
        TokenEndpointException refused =
                refused(openAi(server.uri()), accountWith(Map.of("client_id", "planted\nclient")));

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.code()).contains("unusable_client_id");
        assertThat(refused.terminal()).isFalse();
        assertThat(refused).hasMessageContaining("store it anew").hasMessageNotContaining("planted");
        assertThat(server.received).isEmpty();
    }

    @Test
    void anotherPlatformsTokenIsNotSentHere() {
        Account foreign = Account.active(9, "acme", account().credentials());

        assertThat(refused(openAi(server.uri()), foreign).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(server.received).isEmpty();
    }

    private static OAuthClient confidential(Authentication authentication) {
        return OAuthClient.builder()
                .id("client a:b")
                .secret(Secret.of("p+~&s: s"))
                .authentication(authentication)
                .build();
    }

    private static Account accountWith(Map<String, String> credentials) {
        return account().withCredentials(account().credentials().with(credentials));
    }
}
