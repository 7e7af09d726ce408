package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be the same for all accounts of a platform, and what says nothing of that. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "REJECTED, 400, invalid_grant, true, true",
        "REJECTED, 400, another_terminal_code, true, true",
        "REJECTED, 403, , false, true",
        "REJECTED, 401, invalid_client, false, true",
        "REJECTED, 400, unauthorized_client, false, true",
        "REJECTED, 400, invalid_request, false, true",
        "REJECTED, 400, invalid_scope, false, true",
        "REJECTED, 400, unsupported_grant_type, false, true",
        "REJECTED, 400, temporarily_unavailable, false, false",
        "REJECTED, 429, , false, false",
        "REJECTED, 429, invalid_grant, true, false",
        "REJECTED, 500, invalid_request, false, false",
        "REJECTED, 503, , false, false",
        "UNKNOWN, 200, , false, false",
        "UNKNOWN, 400, invalid_client, false, false",
        "NOT_SENT, 0, , false, false"
    })
    void tellWhetherAllMayBeMeant(
            Outcome outcome, int status, @Nullable String code, boolean terminal, boolean refuses) {
        Details details = new Details(outcome, status, code, terminal, null);
        assertThat(Refusals.refuses(new TokenEndpointException("1", details, "refused", null)))
                .isEqualTo(refuses);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, SPENT",
        "400, invalid_client, MISCONFIGURED",
        "403, invalid_client, MISCONFIGURED",
        "400, unauthorized_client, MISCONFIGURED",
        "401, unauthorized_client, MISCONFIGURED",
        "403, unauthorized_client, SPENT"
    })
    void aRefusalOfTheClientIsNotBelievedOfTheAccount(int status, String code, Verdict verdict) {
        Details details = new Details(Outcome.REJECTED, status, code, true, null);
        assertThat(Refusals.believed(new TokenEndpointException("1", details, "refused", null))
                        .verdict())
                .isEqualTo(verdict);
    }
}
