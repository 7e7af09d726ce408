package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of an {@code id_token}. */
class IdTokenTest {

    private static final String FULL = "{'email':' a@b.c ','https://api.openai.com/auth':{"
            + "'chatgpt_account_id':'acc','chatgpt_user_id':'user','organizations':["
            + "{'id':'org-1','is_default':false},{'id':'org-2','is_default':true,'title':'x'}]}}";

    @Test
    void openAisClaimsAreStoredBesideTheToken() {
        String token = idToken(FULL);

        Map<String, @Nullable Object> grant = answered(token, UnaryOperator.identity());

        assertThat(grant)
                .containsEntry("id_token", token)
                .containsEntry("email", "a@b.c")
                .containsEntry("chatgpt_account_id", "acc")
                .containsEntry("chatgpt_user_id", "user")
                .containsEntry("organization_id", "org-2")
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'id':'only'}] | only",
                "[{'id':'a'},{'id':'b'}] | ",
                "[{'id':'a'},{'id':'b','is_default':true},{'id':'c','is_default':true}] | b",
                "[{'is_default':true}] | ",
                "['a'] | ",
                "{'id':'a'} | ",
                "[] | "
            })
    void theDefaultOrganizationIsTheMarkedOrTheOnlyOne(String organizations, @Nullable String kept) {
        String token = idToken("{'https://api.openai.com/auth':{'organizations':" + organizations + "}}");

        assertThat(answered(token, UnaryOperator.identity()).get("organization_id"))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{'email':17,'https://api.openai.com/auth':'text'}",
                "{'email':' ','https://api.openai.com/auth':{'chatgpt_account_id':{},'organizations':7}}",
                "not json"
            })
    void claimsOfAnotherShapeAreLeftOut(String payload) {
        assertThat(answered(idToken(payload), UnaryOperator.identity()))
                .containsOnlyKeys("access_token", "expires_at", "id_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.!!!.c", "a.b.c.d", "..", "ä.ö.ü"})
    void aTokenThatCannotBeReadIsKeptAndCostsNothing(String token) {
        assertThat(answered(token, UnaryOperator.identity()))
                .containsEntry("id_token", token)
                .containsEntry("access_token", "at")
                .hasSize(3);
    }

    @Test
    void plainServersKeepTheTokenOnly() {
        assertThat(answered(
                        idToken(FULL),
                        s -> s.toBuilder().idTokenClaims(IdTokenClaims.NONE).build()))
                .containsOnlyKeys("access_token", "expires_at", "id_token");
    }

    @Test
    void aPlatformsOwnClaimsNeitherFailARefreshNorReplaceItsTokens() {
        IdTokenClaims broken = claims -> {
            throw new IllegalStateException("bug");
        };
        IdTokenClaims greedy = claims -> Map.of("access_token", "claimed", "region", "eu");

        assertThat(answered(
                        idToken("{}"), s -> s.toBuilder().idTokenClaims(broken).build()))
                .containsEntry("access_token", "at");
        assertThat(answered(
                        idToken("{}"), s -> s.toBuilder().idTokenClaims(greedy).build()))
                .containsEntry("access_token", "at")
                .containsEntry("region", "eu");
    }

    private static String idToken(String payload) {
        byte[] json = payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(json) + ".c2ln";
    }

    private static Map<String, @Nullable Object> answered(String idToken, UnaryOperator<TokenEndpointSettings> change) {
        String body = "{\"access_token\":\"at\",\"expires_in\":60,\"id_token\":\"" + idToken + "\"}";
        Account account = account();
        try (TokenServer server = TokenServer.answering(body)) {
            return granted(change.apply(openAi(server.uri())), account);
        }
    }
}
