package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CALM;
import static io.tokenwell.http.Redeeming.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not as RFC 6749 has them: what they grant is found, and a rotated token is never lost. */
class DialectAnswerTest {

    private static final Instant IN_AN_HOUR = Instant.parse("2026-03-04T06:06:07Z");

    private static Map<String, @Nullable Object> granted(TokenAnswerFormat format, String body, String... headers) {
        try (TokenServer server = TokenServer.answering(200, body.replace('\'', '"'), headers)) {
            return Redeeming.granted(
                    TokenEndpointSettings.builder()
                            .platform("openai")
                            .tokenUri(server.uri())
                            .client(OAuthClient.ofPublic("c"))
                            .answer(format)
                            .transport(CALM)
                            .build(),
                    account());
        }
    }

    private static Map<String, @Nullable Object> granted(String body, String... headers) {
        return granted(TokenAnswerFormat.rfc6749(), body, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded; charset=utf-8", "text/plain", "application/json"})
    void aFormIsRead(String mediaType) {
        assertThat(granted(
                        "access_token=at%2Bnew&expires_in=3600&scope=&refresh_token=rt-new&token_type=bearer\n",
                        "Content-Type", mediaType))
                .containsEntry("access_token", "at+new")
                .containsEntry("refresh_token", "rt-new")
                .containsEntry("expires_at", IN_AN_HOUR.toString())
                .doesNotContainKey("scope");
    }

    @Test
    void aFormValueThatIsNotEncodedIsKeptAsItIs() {
        assertThat(granted("access_token=at&refresh_token=rt%zz")).containsEntry("refresh_token", "rt%zz");
    }

    @Test
    void theSameGrantTwiceIsOne() {
        assertThat(
                        granted(
                                "{'a':{'access_token':'at','refresh_token':'rt'},'b':{'access_token':'at','refresh_token':'rt'}}"))
                .containsEntry("refresh_token", "rt");
    }

    @Test
    void tokensStandWhereTheFormatSays() {
        TokenAnswerFormat user = TokenAnswerFormat.below("/authed_user");
        assertThat(
                        granted(
                                user,
                                "{'ok':true,'access_token':'bot','authed_user':{'access_token':'at','refresh_token':'rt','expires_in':3600}}"))
                .containsEntry("access_token", "at")
                .containsEntry("refresh_token", "rt")
                .containsEntry("expires_at", IN_AN_HOUR.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':0,'data':{'access_token':'at','refresh_token':'rt','expires_in':3600}}",
                "{'ok':true,'error':null,'authed_user':{'id':'U1','refresh_token':'rt','access_token':'at','expires_in':3600}}",
                "{'results':[{'tokens':{'access_token':'at','refresh_token':'rt','expires_in':'3600'}}]}",
                "{'error':'odd','data':{'access_token':'at','refresh_token':'rt','expires_in':3600}}"
            })
    void whereTheyAreNotTheOnlyOnesInTheAnswerAreUsed(String body) {
        assertThat(granted(body))
                .containsEntry("access_token", "at")
                .containsEntry("refresh_token", "rt")
                .containsEntry("expires_at", IN_AN_HOUR.toString());
    }

    @Test
    void ofSeveralElsewhereNoneIsGuessed() {
        try (TokenServer server =
                TokenServer.answering("{\"a\":{\"access_token\":\"at-1\"},\"b\":{\"access_token\":\"at-2\"}}")) {
            assertThat(Redeeming.refused(Redeeming.openAi(server.uri()), account()))
                    .hasMessageContaining("no access token in it");
        }
    }

    @Test
    void aLifetimeHasItsUnitOrIsADate() {
        TokenAnswerFormat millis =
                TokenAnswerFormat.builder().lifetimeUnit(Duration.ofMillis(1)).build();
        assertThat(granted(millis, "{'access_token':'at','expires_in':3600110}"))
                .containsEntry("expires_at", IN_AN_HOUR.toString());
        TokenAnswerFormat absolute = TokenAnswerFormat.builder()
                .expiresAt("/access_token_expiration")
                .build();
        assertThat(granted(
                        absolute,
                        "{'access_token':'at','access_token_expiration':" + IN_AN_HOUR.getEpochSecond() + "}"))
                .containsEntry("expires_at", IN_AN_HOUR.toString());
    }

    @Test
    void aJwtNamesItsOwnEndWhereTheAnswerDoesNot() {
        String claims = "{\"exp\":" + IN_AN_HOUR.plusSeconds(60).getEpochSecond() + "}";
        String jwt = "e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".sig";
        assertThat(granted("{'access_token':'" + jwt + "'}"))
                .containsEntry("expires_at", IN_AN_HOUR.plusSeconds(60).toString());
        assertThat(granted("{'access_token':'" + jwt + "','expires_in':3600}"))
                .as("the answer's own word counts first")
                .containsEntry("expires_at", IN_AN_HOUR.toString());
    }

    @Test
    void whatElseIsKeptIsConfigurable() {
        assertThat(granted("{'access_token':'at','scope':'read','instance_url':'https://two.example','x':1}"))
                .containsEntry("scope", "read")
                .containsEntry("instance_url", "https://two.example")
                .doesNotContainKey("x");
        TokenAnswerFormat kept = TokenAnswerFormat.builder()
                .kept(Map.of("team", "/team/id", "ends", "/list/1"))
                .build();
        assertThat(granted(kept, "{'access_token':'at','scope':'read','team':{'id':'T1'},'list':[0,7]}"))
                .containsEntry("team", "T1")
                .containsEntry("ends", 7)
                .doesNotContainKey("scope");
    }

    @Test
    void placesAndKeysAreChecked() {
        List<TokenAnswerFormatBuilder> wrong = List.of(
                TokenAnswerFormat.builder().accessToken("access_token"),
                TokenAnswerFormat.builder().refreshToken(""),
                TokenAnswerFormat.builder().lifetimeUnit(Duration.ZERO),
                TokenAnswerFormat.builder().kept(Map.of(Credentials.TOKEN_VERSION, "/v")),
                TokenAnswerFormat.builder().kept(Map.of("client_id", "/client_id")),
                TokenAnswerFormat.builder().kept(Map.of("a", "a")));
        assertThat(wrong)
                .allSatisfy(builder -> assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class));
    }
}
