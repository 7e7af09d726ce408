package io.tokenwell.refresh.model;

import io.tokenwell.AccessTokenException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenStorageException;
import io.tokenwell.TokenStorageException.Backend;

/** Turns whatever a port signalled into a type of this library. */
public final class Failures {

    private Failures() {}

    public static RuntimeException typed(String accountId, String operation, Throwable failure) {
        return failure instanceof AccessTokenException typed
                ? typed
                : new TokenStorageException(accountId, Backend.ACCOUNT_REPOSITORY, operation, failure);
    }

    public static TokenEndpointException unknown(String accountId, String reason, Throwable failure) {
        return failure instanceof TokenEndpointException typed
                ? typed
                : new TokenEndpointException(accountId, Details.noAnswer(Outcome.UNKNOWN), reason, failure);
    }

    public static TokenEndpointException unusable(String accountId, String reason) {
        return new TokenEndpointException(accountId, Details.noAnswer(Outcome.UNKNOWN), reason, null);
    }

    /** Returns the failure of a later try, after an earlier one may have used the refresh token up. */
    public static TokenEndpointException stillUnknown(TokenEndpointException last) {
        Details said = last.details();
        Details unknown = new Details(
                Outcome.UNKNOWN, said.status(), said.code(), said.verdict(), said.retryAfter(), said.description());
        return last.terminal()
                ? last
                : new TokenEndpointException(last.accountId(), unknown, "sent again in vain", last);
    }

    /**
     * Returns the failure of a request that never left this process, where trying again within the attempt is no use.
     */
    public static TokenEndpointException notSent(String accountId, String code, String reason) {
        return new TokenEndpointException(accountId, new Details(Outcome.NOT_SENT, 0, code, false, null), reason, null);
    }

    /**
     * Reports whether the way to the server failed before anything was sent. A failure with a code is not meant: the
     * code says that trying again is no use.
     */
    public static boolean worthAnotherTry(Throwable failure) {
        return failure instanceof TokenEndpointException refused
                && refused.outcome() == Outcome.NOT_SENT
                && refused.code().isEmpty();
    }
}
