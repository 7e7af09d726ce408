package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import java.time.Duration;

/** The answer to a refresh that wants to redeem. */
sealed interface Admission {

    /** The refresh may redeem. The pass is to be given back. */
    record Pass(boolean probe) implements Admission {}

    /** The refresh has to wait: enough others are under way to tell whether the server is to be believed. */
    record Later() implements Admission {}

    /** No refresh may redeem now: the server refuses all, or does not answer. */
    record Closed(Duration left, String reason, boolean refusing) implements Admission {

        private String reasonOf(String platform) {
            return refusing
                    ? platform + " refuses one account after the other (" + reason
                            + "), probably for a wrong client id, client secret or address"
                    : "the token endpoint of " + platform + " does not answer (" + reason + ")";
        }
    }

    /** Returns the error of a call that may not redeem. */
    default TokenRefreshPendingException why(Account account) {
        String reason = this instanceof Closed closed
                ? closed.reasonOf(account.platform()) + "; the next try may start in " + closed.left()
                : "none of the first redemptions has been answered yet";
        return new TokenRefreshPendingException(account.id(), "no valid token: " + reason, null);
    }
}
