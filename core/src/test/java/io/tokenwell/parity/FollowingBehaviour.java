package io.tokenwell.parity;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold in the fields that a better behaviour changes by necessity. */
final class FollowingBehaviour {

    private FollowingBehaviour() {}

    static @Nullable String oneFailure(Vector vector, Observed seen) {
        return BetterBehaviour.complaintIf(
                seen.counters().refreshFailure() != 1 || seen.counters().refreshSuccess() != 0,
                "not counted as one failure");
    }

    /** Also where there is nothing to refresh with: the attempt counts as a failed one. */
    static @Nullable String oneRefreshCounted(Vector vector, Observed seen) {
        return seen.counters().refreshRequests() == 1
                ? redemptionCounted(vector, seen)
                : "counted " + seen.counters().refreshRequests() + " requests";
    }

    static @Nullable String oneRequest(Vector vector, Observed seen) {
        return BetterBehaviour.complaintIf(seen.counters().refreshRequests() != 1, "not counted as one request");
    }

    /** A success exactly where the endpoint was asked and answered with a usable token. */
    static @Nullable String redemptionCounted(Vector vector, Observed seen) {
        boolean usable = seen.redemptions() == 1 && vector.grantsUsableToken();
        boolean counted = seen.counters().refreshSuccess() == (usable ? 1 : 0)
                && seen.counters().refreshFailure() == (usable ? 0 : 1);
        return BetterBehaviour.complaintIf(!counted, "usable answer: " + usable + ", but counted " + seen.counters());
    }

    static @Nullable String noRefresh(Vector vector, Observed seen) {
        boolean counted = seen.counters().refreshSuccess() != 0;
        return BetterBehaviour.complaintIf(
                counted || !seen.redeemed().isEmpty() || seen.written() != null, "refreshed");
    }

    static @Nullable String nothingCached(Vector vector, Observed seen) {
        return BetterBehaviour.complaintIf(seen.cacheWrite() != null, "cached " + seen.cacheWrite());
    }

    static @Nullable String writtenToken(Vector vector, Observed seen) {
        Optional<String> written = Optional.ofNullable(seen.written())
                .flatMap(Credentials::accessToken)
                .map(Secret::expose);
        return BetterBehaviour.complaintIf(
                !written.equals(Optional.ofNullable(seen.token())), "the caller did not get the token written");
    }

    /** The row's token or the caller's own; a typed error only if the newest has none or the account was deleted. */
    static @Nullable String storedToken(Vector vector, Observed seen) {
        if (seen.error() instanceof AccountNotFoundException) {
            return BetterBehaviour.complaintIf(
                    seen.lastRow() != null || !vector.answersMissingRow(), "a row was there, but " + seen.error());
        }
        if (seen.token() == null) {
            boolean none = tokenOf(newest(vector, seen)).isEmpty();
            return BetterBehaviour.complaintIf(
                    !(seen.error() instanceof AccessTokenException) || !none, "no token, but " + seen.error());
        }
        boolean stored = Stream.of(Optional.ofNullable(vector.account()), Optional.ofNullable(seen.lastRow()))
                .flatMap(Optional::stream)
                .anyMatch(account -> tokenOf(account).equals(Optional.of(seen.token())));
        return BetterBehaviour.complaintIf(!stored, "not a stored token: " + seen.token());
    }

    private static @Nullable Account newest(Vector vector, Observed seen) {
        Account own = vector.account();
        Account row = seen.lastRow();
        boolean newer = row != null
                && own != null
                && row.credentials().tokenVersion() > own.credentials().tokenVersion();
        return newer ? row : own;
    }

    static Optional<String> tokenOf(@Nullable Account account) {
        return Optional.ofNullable(account)
                .flatMap(known -> known.credentials().accessToken())
                .map(Secret::expose);
    }
}
