package io.tokenwell.refresh.model;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import java.util.Optional;
import java.util.Set;

/** Tells what a refusal is about, and turns one that is not believed into a passing failure. */
public final class Refusals {

    /** RFC 6749 section 5.2: these are about the client, never about a token. */
    private static final Set<String> ABOUT_THE_CLIENT = Set.of("invalid_client", "unauthorized_client");

    /** These are about how we ask, which does not differ between accounts. */
    private static final Set<String> ABOUT_THE_REQUEST =
            Set.of("invalid_request", "invalid_scope", "unsupported_grant_type");

    /** Atlassian says unauthorized_client of a spent refresh token, with this status only. */
    private static final int FORBIDDEN = 403;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private Refusals() {}

    /**
     * Reports whether the server did not say anything about account or client: it was not reached, was silent, failed,
     * or is too busy.
     */
    public static boolean isNoAnswer(TokenEndpointException failure) {
        int status = failure.status();
        boolean keptBack =
                failure.outcome() == Outcome.NOT_SENT && failure.code().isPresent();
        return !failure.terminal()
                && !keptBack
                && (status == 0 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR);
    }

    /**
     * Reports whether the refusal may meet all accounts alike. A refusal without a code may come from another place
     * than the server.
     */
    public static boolean refuses(TokenEndpointException failure) {
        Optional<String> code = failure.code();
        return failure.outcome() == Outcome.REJECTED
                && failure.status() != TOO_MANY_REQUESTS
                && failure.status() < SERVER_ERROR
                && (failure.verdict() != Verdict.PASSING
                        || code.isEmpty()
                        || code.filter(ABOUT_THE_CLIENT::contains).isPresent()
                        || code.filter(ABOUT_THE_REQUEST::contains).isPresent());
    }

    public static TokenEndpointException believed(TokenEndpointException failure) {
        return isOfTheClient(failure)
                ? notSpent(failure, Verdict.MISCONFIGURED, "it is the client that is refused, not the account")
                : failure;
    }

    private static boolean isOfTheClient(TokenEndpointException failure) {
        boolean ofTheToken =
                failure.code().filter("unauthorized_client"::equals).isPresent() && failure.status() == FORBIDDEN;
        return !ofTheToken && failure.code().filter(ABOUT_THE_CLIENT::contains).isPresent();
    }

    public static TokenEndpointException notBelieved(TokenEndpointException failure) {
        return notSpent(
                failure, Verdict.PASSING, "refused as others were before, which is held to be a misconfiguration");
    }

    public static TokenEndpointException notYetBelieved(TokenEndpointException failure) {
        return notSpent(failure, Verdict.PASSING, "refused, which is believed only if it happens again");
    }

    private static TokenEndpointException notSpent(TokenEndpointException failure, Verdict verdict, String reason) {
        if (!failure.terminal()) {
            return failure;
        }
        Details known = failure.details();
        Details details = new Details(
                known.outcome(), known.status(), known.code(), verdict, known.retryAfter(), known.description());
        return new TokenEndpointException(failure.accountId(), details, reason, failure);
    }

    /** Returns code and description. */
    public static String summary(TokenEndpointException failure) {
        String status = failure.status() == 0 ? "no answer" : "HTTP " + failure.status();
        return failure.code().orElse(status) + said(failure);
    }

    public static String said(TokenEndpointException failure) {
        return failure.description().map(said -> ": " + said).orElse("");
    }
}
