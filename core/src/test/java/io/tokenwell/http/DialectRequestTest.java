package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CALM;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient.Authentication;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire to servers that want to be asked in another way than RFC 6749 has it. */
class DialectRequestTest {

    @AutoClose
    private final TokenServer server = TokenServer.answering("{\"access_token\":\"at-new\",\"expires_in\":3600}");

    private TokenEndpointSettingsBuilder settings() {
        return TokenEndpointSettings.builder()
                .platform("openai")
                .tokenUri(server.uri())
                .client(OAuthClient.ofPublic("c"))
                .transport(CALM);
    }

    private static OAuthClient confidential(Authentication authentication) {
        return OAuthClient.builder()
                .id("client+a")
                .secret(Secret.of("s/1"))
                .authentication(authentication)
                .build();
    }

    private TokenServer.Received sent(TokenRequestFormat format) {
        granted(settings().request(format).build(), account());
        return server.only();
    }

    @Test
    void aJsonBodyIsOneObject() {
        TokenServer.Received request = sent(
                TokenRequestFormat.builder().body(TokenRequestFormat.Body.JSON).build());
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(Json.object(request.body().getBytes(StandardCharsets.UTF_8)))
                .contains(Map.of("grant_type", "refresh_token", "refresh_token", "rt-old", "client_id", "c"));
    }

    @Test
    void parametersHeadersAndNamesAreTheServers() {
        TokenServer.Received request = sent(TokenRequestFormat.builder()
                .parameters(Map.of("resource", "https://a.example/?b=c", "expires_in", "1800"))
                .headers(Map.of("User-Agent", "gateway/1", "Notion-Version", "2022-06-28"))
                .names(Map.of("client_id", "app_id", "grant_type", ""))
                .build());
        assertThat(request.field("resource")).contains("https://a.example/?b=c");
        assertThat(request.field("expires_in")).contains("1800");
        assertThat(request.field("app_id")).contains("c");
        assertThat(request.form()).hasSize(4).doesNotContainKeys("grant_type", "client_id");
        assertThat(request.headers().getAll("User-Agent")).containsExactly("gateway/1");
        assertThat(request.headers().get("Notion-Version")).isEqualTo("2022-06-28");
    }

    @Test
    void theSetUpOfTheClientCanNameTheUserAgent() {
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                settings().build(), Redeeming.CLOCK, http -> http.headers(set -> set.set("User-Agent", "own/2")));
        endpoint.redeem(account()).block(Redeeming.PATIENCE);
        endpoint.close();
        assertThat(server.only().headers().getAll("User-Agent")).containsExactly("own/2");
    }

    @Test
    void withoutOneTheUserAgentIsTokenwell() {
        assertThat(sent(TokenRequestFormat.rfc6749()).headers().getAll("User-Agent"))
                .containsExactly("tokenwell");
    }

    @ParameterizedTest
    @CsvSource({"BASIC, client%2Ba:s%2F1", "BASIC_RAW, client+a:s/1", "SECRET_AS_USER, s/1:"})
    void basicSendsTheClientInTheHeaderOnly(Authentication authentication, String pair) {
        granted(settings().client(confidential(authentication)).build(), account());
        assertThat(server.only().headers().get("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII)));
        assertThat(server.only().form()).containsOnlyKeys("grant_type", "refresh_token");
    }

    @Test
    void anAccountMayHaveAClientOfItsOwnWithItsSecret() {
        Account own = account();
        Map<String, Object> more = new HashMap<>(Map.of("client_id", "own", "client_secret", " own-secret "));
        granted(
                settings().client(confidential(Authentication.POST)).build(),
                own.withCredentials(own.credentials().with(more)));
        assertThat(server.only().field("client_id")).contains("own");
        assertThat(server.only().field("client_secret")).contains("own-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "content-type", "Host", "Transfer-Encoding", "a b", ""})
    void aHeaderThatIsNotTheirsIsRefused(String name) {
        assertThatThrownBy(() -> TokenRequestFormat.builder()
                        .headers(Map.of(name, "key-1"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("key-1");
    }

    @Test
    void valuesAreChecked() {
        assertThatThrownBy(() -> TokenRequestFormat.builder()
                        .headers(Map.of("X-Key", "a\r\nb: c"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenRequestFormat.builder()
                        .parameters(Map.of("client_id", "x"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names renames it");
        assertThatThrownBy(() -> TokenRequestFormat.builder()
                        .names(Map.of("audience", "x"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenRequestFormat.builder()
                        .parameters(Map.of("token", "x"))
                        .names(Map.of("refresh_token", "token"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two parameters");
        assertThatThrownBy(() -> OAuthClient.builder()
                        .id("a:b")
                        .secret(Secret.of("s"))
                        .authentication(Authentication.BASIC_RAW)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use BASIC");
    }

    @Test
    void nothingPrintsAKey() {
        assertThat(TokenRequestFormat.builder()
                        .headers(Map.of("X-Key", "key-1"))
                        .parameters(Map.of("api_key", "key-2"))
                        .build())
                .hasToString("TokenRequestFormat[body=FORM, parameters=[api_key], headers=[X-Key], names={}]");
    }
}
