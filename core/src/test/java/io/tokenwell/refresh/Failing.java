package io.tokenwell.refresh;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;

/** Refusals of the one account of a {@link VirtualFleet}. */
public final class Failing {

    private Failing() {}

    public static TokenEndpointException terminally(String code) {
        return new TokenEndpointException(
                VirtualFleet.ID, new Details(Outcome.REJECTED, 401, code, true, null), "refused", null);
    }

    public static TokenEndpointException with(Outcome outcome, int status) {
        return new TokenEndpointException(
                VirtualFleet.ID, new Details(outcome, status, null, false, null), "trouble", null);
    }
}
