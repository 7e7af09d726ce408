package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers without a token mean: by their code, by rules, by a function. */
class VerdictTest {

    private static final List<AnswerRule> RULES = List.of(
            AnswerRule.spent(Map.of("/error", "invalid_request", "/error_description", ".*token was invalid.*")),
            AnswerRule.misconfigured(Map.of("/errors/0/resource", "application")),
            AnswerRule.spent(Map.of("/errors/0/field", "refresh_token")).withStatus(400),
            AnswerRule.passing(Map.of("/retry", "true")),
            AnswerRule.spent(Map.of("/gone", "yes")).withStatus(500));

    private static TokenEndpointException answered(
            int status, String body, UnaryOperator<TokenEndpointSettingsBuilder> with) {
        try (TokenServer server = TokenServer.answering(status, body.replace('\'', '"'))) {
            return refused(with.apply(openAi(server.uri()).toBuilder()).build(), account());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'error':'invalid_request','error_description':'Value passed for the Token was invalid.'} | SPENT | invalid_request",
                "400 | {'error':'invalid_request','error_description':'a parameter is missing'} | PASSING | invalid_request",
                "400 | {'errors':[{'resource':'Application','field':'refresh_token'}]} | MISCONFIGURED | ",
                "400 | {'errors':[{'resource':'RefreshToken','field':'refresh_token','code':'invalid'}]} | SPENT | invalid",
                "401 | {'errors':[{'resource':'RefreshToken','field':'refresh_token','code':'invalid'}]} | PASSING | invalid",
                "400 | {'error':'invalid_grant','retry':true} | PASSING | invalid_grant",
                "500 | {'gone':'yes'} | SPENT | ",
                "503 | {'error':'invalid_request','error_description':'the token was invalid'} | PASSING | invalid_request"
            })
    void theFirstRuleThatAppliesDecides(int status, String body, Verdict verdict, @Nullable String code) {
        TokenEndpointException failure = answered(status, body, to -> to.rules(RULES));
        assertThat(failure.verdict()).isEqualTo(verdict);
        assertThat(failure.code().orElse(null)).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(verdict != Verdict.SPENT);
        assertThat(failure.outcome()).isEqualTo(status == 503 ? Outcome.UNKNOWN : Outcome.REJECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'error':'bad_refresh_token','error_description':'old'} | REJECTED | SPENT | bad_refresh_token",
                "200 | {'ok':false,'error':'bad_refresh_token'} | REJECTED | SPENT | bad_refresh_token",
                "200 | {'ok':false,'error':'fatal_error'} | REJECTED | PASSING | fatal_error",
                "200 | {'error':'server_error'} | UNKNOWN | PASSING | server_error",
                "200 | {'access_token':'','refresh_token':null,'error':'bad_refresh_token'} | REJECTED | SPENT | bad_refresh_token",
                "200 | {'access_token':false,'error':'bad_refresh_token'} | REJECTED | SPENT | bad_refresh_token",
                "200 | {'status':'pending'} | UNKNOWN | PASSING | ",
                "400 | {'status':'BAD_REFRESH_TOKEN','error':'invalid_request'} | REJECTED | SPENT | BAD_REFRESH_TOKEN",
                "400 | {'errors':[{'errorType':'bad_refresh_token'}],'success':false} | REJECTED | SPENT | bad_refresh_token",
                "400 | {'error':'invalid_grant','error_description':'token request is already being processed'} | REJECTED | PASSING | invalid_grant",
            })
    void codesAreFoundWhereServersPutThemUnderSuccessAsWell(
            int status, String body, Outcome outcome, Verdict verdict, @Nullable String code) {
        TokenEndpointException failure = answered(
                status,
                body,
                to -> to.terminalCodes(Set.of("invalid_grant", "bad_refresh_token", "BAD_REFRESH_TOKEN")));
        assertThat(failure.outcome()).isEqualTo(outcome);
        assertThat(failure.verdict()).isEqualTo(verdict);
        assertThat(failure.code().orElse(null)).isEqualTo(code);
    }

    @Test
    void aTextThatWasMadeToTakeLongIsNotSearched() {
        AnswerRule slow = AnswerRule.spent(Map.of("/error_description", "(a+)+b"));
        assertThat(answered(400, "{'error_description':'" + "a".repeat(5_000) + "'}", to -> to.rules(List.of(slow)))
                        .verdict())
                .isEqualTo(Verdict.PASSING);
    }

    @Test
    void aFunctionIsAskedFirstAndItsFailureIsNoVerdict() {
        AnswerJudge judge = (status, body) -> {
            if (body.isEmpty()) {
                throw new IllegalStateException("rt-old");
            }
            return Optional.of(Verdict.MISCONFIGURED);
        };
        assertThat(answered(400, "{'error':'invalid_grant'}", to -> to.judge(judge))
                        .verdict())
                .isEqualTo(Verdict.MISCONFIGURED);
        assertThat(answered(400, "no", to -> to.judge(judge)).verdict()).isEqualTo(Verdict.PASSING);
        assertThat(answered(200, "{'result':'gone'}", to -> to.judge(judge)).verdict())
                .as("under a status of success, without a word of error")
                .isEqualTo(Verdict.MISCONFIGURED);
    }

    @Test
    void aRuleMustSaySomethingThatCanBe() {
        assertThatThrownBy(() -> AnswerRule.spent(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AnswerRule.spent(Map.of("error", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON Pointer");
        assertThatThrownBy(() -> AnswerRule.spent(Map.of("/error", "(")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regular expression");
    }
}
