package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import io.tokenwell.http.OAuthClient.Authentication;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says beside its code. */
class RefusedDescriptionTest {

    private static final String REFRESH = "rt/old-and-long+enough";
    private static final String ACCESS = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiJ9.signature";
    private static final String CLIENT = "client-secret-of-ours";
    private static final Account ACCOUNT = Account.active(
            42,
            "openai",
            Credentials.of(
                    Map.of("refresh_token", REFRESH, "access_token", ACCESS, "id_token", "id-token-of-the-user")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'error':'invalid_grant','error_description':'Session not active'} | Session not active",
                "{'error':{'code':'refresh_token_reused','message':'It was used.'}} | It was used.",
                "{'error':'invalid_grant','error_description':17} | ",
                "{'error':'invalid_grant','error_description':'  '} | ",
                "{'error':'invalid_grant'} | ",
                "{'error':{'message':{'a':1}}} | ",
                "{'error':'x','error_description':'one\\r\\ntwo\\tthree'} | one two three",
                "{'error':'x','error_description':'\\u202eright\\u200b to left\\u2066'} | right to left",
                "{'error':'x','error_description':'\\u001b[31mred\\u0000'} | [31mred",
                "{'error':'x','error_description':'a\\ue000b\\ud800c\\u0378d \\ud83d\\ude00'} | abcd \ud83d\ude00"
            })
    void isOneLineOfWhatCanBeSeen(String body, @Nullable String shown) {
        TokenEndpointException refused = answered(body);
        assertThat(refused.description().orElse(null)).isEqualTo(shown);
        assertThat(refused.outcome()).as("whatever it says").isEqualTo(Outcome.REJECTED);
    }

    @Test
    void standsInTheMessage() {
        assertThat(answered("{'error':'invalid_grant','error_description':'Session not active'}"))
                .hasMessageContaining("invalid_grant")
                .hasMessageEndingWith(": Session not active");
    }

    @Test
    void isCutWithoutCuttingACharacterInTwo() {
        assertThat(answered("{'error':'x','error_description':'" + "\ud83d\ude00 ".repeat(300) + "'}")
                        .description()
                        .orElseThrow())
                .satisfies(text ->
                        assertThat(text.codePointCount(0, text.length())).isBetween(190, 200))
                .endsWith("...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REFRESH,
                "rt%2Fold-and-long%2Benough",
                "/old-and-long",
                "rt/old-and-\\u200blong+enough",
                "rt/old-and-\\nlong+enough",
                "rt/old-and-\\ue000long+enough",
                "rt/old-and-\\ud800long+enough",
                "rt/old-and-\\u0378long+enough",
                "rt/old-and-\\u0301long+enough",
                "rt/old\\u034f-and-long\\ufe0f+enough",
                "rt/old-\\u3164and-\\u115flong\\uffa0+enough",
                "rt/old-and-\\u2800long+en\\u0336ough",
                "r\\u200b\\u0301t/old-and-long+enough",
                "rt/old\\u00b7-and-long+enough",
                ACCESS,
                "eyJhbGciOiJS",
                CLIENT,
                "id-token-of-the-user"
            })
    void isLeftOutWhereItQuotesASecret(String quoted) {
        TokenEndpointException refused =
                answered("{'error':'invalid_grant','error_description':'Token " + quoted + " is over'}");
        assertThat(refused.description()).isEmpty();
        assertThat(refused.terminal()).as("the code counts all the same").isTrue();
    }

    @Test
    void keepsTheMarksOfOtherScripts() {
        assertThat(answered("{'error':'x','error_description':'\\u0938\\u094d\\u0925\\u093f cafe\\u0301'}")
                        .description())
                .contains("\u0938\u094d\u0925\u093f cafe");
    }

    @Test
    void showsNothingThatMayBeAnybodysToken() {
        String trace = "5d1f0a2e-1234-4c7e-9d3b-0123456789ab";
        for (String seen : new String[] {"aB3_", "aB\\u03013_", "a\\u3164B3_", "aB\\u200b\\u03363_"}) {
            assertThat(answered("{'error':'x','error_description':'Token " + seen.repeat(11) + " of " + trace + "'}")
                            .description())
                    .contains("Token [...] of " + trace);
        }
    }

    @Test
    void isLeftOutWhereItIsTooLongToBeRead() {
        assertThat(answered("{'error':'x','error_description':'" + "word ".repeat(400) + "'}")
                        .description())
                .isPresent();
        assertThat(answered("{'error':'x','error_description':'" + "word ".repeat(401) + "'}")
                        .description())
                .isEmpty();
    }

    /** Another endpoint than this one may tell anything. */
    @Test
    void isMadeFitForWhoeverTellsIt() {
        Details told = new Details(Outcome.REJECTED, 400, "x", Verdict.PASSING, null, "a\n\u202eb" + "c".repeat(500));
        assertThat(told.description()).startsWith("a bc").hasSize(200);
    }

    private static TokenEndpointException answered(String body) {
        try (TokenServer server = TokenServer.answering(400, body.replace('\'', '"'))) {
            return refused(
                    openAi(server.uri()).toBuilder()
                            .client(OAuthClient.builder()
                                    .id("c")
                                    .secret(Secret.of(CLIENT))
                                    .authentication(Authentication.POST)
                                    .build())
                            .build(),
                    ACCOUNT);
        }
    }
}
