package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CALM;
import static io.tokenwell.http.Redeeming.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row may name the address of its token endpoint, among hosts that the settings allow. */
class AccountUrisTest {

    private static final AccountUris ORGS =
            new AccountUris("{instance_url}/services/oauth2/token", Set.of(".my.salesforce.example", "login.example"));
    private static final AccountUris SHOPS =
            new AccountUris("https://{shop}/admin/{realm}/token", Set.of(".MyShopify.example"));

    @AutoClose
    private final TokenServer server = TokenServer.answering("{\"access_token\":\"at-new\",\"expires_in\":3600}");

    private static Account with(Map<String, Object> more) {
        return account().withCredentials(account().credentials().with(more));
    }

    @ParameterizedTest
    @CsvSource({
        "https://two.my.salesforce.example, https://two.my.salesforce.example/services/oauth2/token",
        "https://Two.My.Salesforce.example/, https://Two.My.Salesforce.example/services/oauth2/token",
        "https://login.example:8443, https://login.example:8443/services/oauth2/token"
    })
    void anAllowedOneIsUsed(String named, String address) {
        assertThat(ORGS.of(with(Map.of("instance_url", named)), false)).contains(URI.create(address));
    }

    @Test
    void namesStandInHostAndPath() {
        assertThat(SHOPS.of(with(Map.of("shop", "one.myshopify.example", "realm", "a-b_c")), false))
                .contains(URI.create("https://one.myshopify.example/admin/a-b_c/token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://my.salesforce.example.evil.example",
                "https://evilmy.salesforce.example",
                "https://a@evil.example",
                "https://evil.example#.my.salesforce.example",
                "https://evil.example/.my.salesforce.example",
                "https://evil.example?.my.salesforce.example",
                "https://evil.example\\.my.salesforce.example",
                "http://two.my.salesforce.example",
                "ftp://two.my.salesforce.example",
                "//two.my.salesforce.example",
                "two.my.salesforce.example",
                "https://two.my.salesforce.example/..",
                "https://two..my.salesforce.example",
                "https://two.my.salesforce.example:99999",
                "https://two.my.salesforce.example\r\nX: y"
            })
    void nothingElseIs(String named) {
        assertThat(ORGS.of(with(Map.of("instance_url", named)), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"one.myshopify.example, ..", "one.myshopify.example, a/b", "one.myshopify.example, %2e", "a.b/c, x"})
    void aNameIsOneName(String shop, String realm) {
        assertThat(SHOPS.of(with(Map.of("shop", shop, "realm", realm)), false)).isEmpty();
    }

    @Test
    void theTokenGoesThereOrNowhere() {
        String here = "http://127.0.0.1:" + server.uri().getPort();
        TokenEndpointSettings settings = TokenEndpointSettings.builder()
                .platform("openai")
                .tokenUri(server.uri())
                .accountUris(new AccountUris("{origin}/per-account", Set.of("127.0.0.1")))
                .client(OAuthClient.ofPublic("c"))
                .transport(CALM)
                .build();
        Redeeming.granted(settings, with(Map.of("origin", here)));
        assertThat(server.only().path()).isEqualTo("/per-account");
        TokenEndpointException refused = Redeeming.refused(settings, with(Map.of("origin", "https://evil.example")));
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.code()).contains("token_uri_not_allowed");
        assertThat(refused.terminal()).isFalse();
        assertThat(refused).hasMessageNotContaining("evil.example");
        assertThat(server.received).hasSize(1);
        Redeeming.granted(settings, account());
        assertThat(server.received.get(1).path()).as("without a value").isEqualTo("/oauth/token");
    }

    @Test
    void aChoiceWithoutALimitIsRefused() {
        assertThatThrownBy(() -> new AccountUris("https://a.example/token", Set.of("a.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("braces");
        assertThatThrownBy(() -> new AccountUris("{origin}/token", Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one host");
        assertThatThrownBy(() -> new AccountUris("{origin}/token", Set.of("https://a.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be names");
    }
}
