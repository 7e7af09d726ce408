package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenStorageException;

/** Turns whatever a port signalled into one of our types. */
final class Failures {

    private Failures() {}

    static RuntimeException typed(long accountId, String operation, Throwable failure) {
        return failure instanceof AccessTokenException typed
                ? typed
                : new TokenStorageException(accountId, "account repository", operation, failure);
    }

    static TokenEndpointException unknown(long accountId, String reason, Throwable failure) {
        return failure instanceof TokenEndpointException typed
                ? typed
                : new TokenEndpointException(accountId, Details.noAnswer(Outcome.UNKNOWN), reason, failure);
    }

    static TokenEndpointException unusable(long accountId, String reason) {
        return new TokenEndpointException(accountId, Details.noAnswer(Outcome.UNKNOWN), reason, null);
    }

    /** A terminal refusal means a human; all others pass. */
    static AccessTokenException told(TokenEndpointException failure) {
        return failure.terminal()
                ? new ReauthorizationRequiredException(
                        failure.accountId(), failure.code().orElse("refresh token refused"), failure)
                : failure;
    }
}
