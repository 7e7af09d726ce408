package io.tokenwell.parity;

import static io.tokenwell.parity.FollowingBehaviour.tokenOf;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.Secret;
import io.tokenwell.parity.Observed.CacheWrite;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must hold where the original's behaviour was a defect. Each answers with a complaint, or null. */
final class BetterBehaviour {

    private BetterBehaviour() {}

    /** D01, D06, D19. */
    static @Nullable String lockIsFree(Vector vector, Observed seen) {
        return complaintIf(seen.lockLeft(), "the lock stayed behind");
    }

    /** D02, D12: the row's fresh token, else the own valid one, and nothing written. */
    static @Nullable String waiterWritesNothing(Vector vector, Observed seen) {
        if (seen.cacheWrite() != null) {
            return "a waiter wrote the cache";
        }
        boolean stored =
                tokenOf(seen.lastRow()).or(() -> tokenOf(vector.account())).equals(Optional.ofNullable(seen.token()));
        return complaintIf(!stored, "not the stored token: " + seen.token());
    }

    /** D04, D05, D25: redeemed exactly once if it could be, whoever left, and the answer is not lost. */
    static @Nullable String rotationIsKept(Vector vector, Observed seen) {
        Account row = seen.claimed();
        boolean due = row != null && vector.qualifiesForRefresh(row);
        int wanted = due && vector.wired("oauth") ? 1 : 0;
        return seen.redemptions() != wanted
                ? "redeemed " + seen.redemptions() + " times, not " + wanted
                : complaintIf(!seen.rotationKept(), "the rotated refresh token is neither in the row nor in escrow");
    }

    /** D07, D16. */
    static @Nullable String atMostOneRedemption(Vector vector, Observed seen) {
        return complaintIf(seen.redemptions() > 1, "redeemed " + seen.redemptions() + " times");
    }

    /** D08. */
    static @Nullable String versionGrows(Vector vector, Observed seen) {
        Credentials written = seen.written();
        Account read = seen.claimed();
        if (written == null || read == null) {
            return "nothing was written";
        }
        boolean grew = written.tokenVersion() > read.credentials().tokenVersion();
        return complaintIf(!grew || !seen.rotationKept(), "written without a greater version");
    }

    /** D10: with a row and an endpoint, the due token is refreshed; without, the own one is served. */
    static @Nullable String refreshedInProcess(Vector vector, Observed seen) {
        Account row = seen.claimed();
        boolean due = row != null && vector.qualifiesForRefresh(row) && vector.wired("oauth");
        if (due != (seen.redemptions() == 1)) {
            return "redeemed " + seen.redeemed();
        }
        Optional<String> wanted = due && vector.grantsUsableToken() ? vector.grantedToken() : tokenOf(vector.account());
        return complaintIf(!wanted.equals(Optional.ofNullable(seen.token())), wanted + " is not " + seen.token());
    }

    /** D11. */
    static @Nullable String noRawException(Vector vector, Observed seen) {
        return complaintIf(
                seen.token() == null && !(seen.error() instanceof AccessTokenException), "raw: " + seen.error());
    }

    /** D13, D15, D27: a blank or dead answer replaces nothing; what it rotated is kept. */
    static @Nullable String usableAnswerOrFailure(Vector vector, Observed seen) {
        if (!seen.rotationKept()) {
            return "the rotated refresh token is lost";
        }
        if (seen.redemptions() > 0
                && !vector.grantsUsableToken()
                && seen.counters().refreshSuccess() > 0) {
            return "an unusable answer counted as a success";
        }
        Credentials written = seen.written();
        Account read = seen.claimed();
        if (written == null || read == null) {
            return null;
        }
        boolean oldKept = vector.grantedRefreshToken().isPresent()
                || written.refreshToken().equals(read.credentials().refreshToken());
        boolean ownKept = vector.grantsUsableToken()
                || written.accessToken().equals(read.credentials().accessToken());
        return complaintIf(!oldKept || !ownKept, "a blank or dead token replaced a stored one");
    }

    /** D17, D18, D21, D23; without any row, the own token. */
    static @Nullable String latestValidRowDecides(Vector vector, Observed seen) {
        if (seen.token() == null) {
            return noRawException(vector, seen);
        }
        if (seen.lastRow() == null) {
            return FollowingBehaviour.storedToken(vector, seen);
        }
        boolean redeemed = seen.written() != null
                && seen.written().accessToken().map(Secret::expose).equals(Optional.of(seen.token()));
        boolean rows = tokenOf(seen.lastRow()).equals(Optional.of(seen.token()))
                && seen.lastRow().type().equals(Account.OAUTH)
                && seen.lastRow().status().equals(Account.ACTIVE);
        return complaintIf(!rows && !redeemed, "neither a valid row's token nor a fresh one: " + seen.token());
    }

    /** D20, D34: no re-read, no refresh. Accounts are immutable: the caller's object cannot be touched. */
    static @Nullable String nothingRefreshedWithoutRow(Vector vector, Observed seen) {
        return seen.redemptions() > 0 || seen.written() != null
                ? "refreshed without having read the row"
                : FollowingBehaviour.storedToken(vector, seen);
    }

    /** D24; what hides behind the message is a storage's or the endpoint's failure, itself typed. */
    static @Nullable String causeIsAttached(Vector vector, Observed seen) {
        return complaintIf(
                seen.error() != null && !(seen.error().getCause() instanceof AccessTokenException),
                "no cause: " + seen.error());
    }

    /** D26: no lock, no wait; the stored token is served. */
    static @Nullable String soraTakesNoLock(Vector vector, Observed seen) {
        RuntimeMetrics idle = new RuntimeMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return seen.lockLeft() || !seen.counters().equals(idle)
                ? "took part in locking: " + seen.counters()
                : FollowingBehaviour.storedToken(vector, seen);
    }

    /** A12: what cannot go on a header is replaced if it can be, and is neither served nor cached. */
    static @Nullable String onlyTokensAreServed(Vector vector, Observed seen) {
        if (seen.cacheWrite() != null && !isStripped(seen.cacheWrite().token())) {
            return "no token, but cached";
        }
        return seen.token() == null ? noRawException(vector, seen) : tokensAreStripped(vector, seen);
    }

    /** D28. */
    static @Nullable String tokensAreStripped(Vector vector, Observed seen) {
        return complaintIf(seen.token() == null || !isStripped(seen.token()), "not stripped");
    }

    static @Nullable String cachedTokenIsStripped(Vector vector, Observed seen) {
        CacheWrite write = seen.cacheWrite();
        return write == null || isStripped(write.token()) ? FreshnessModel.holds(vector, seen) : "not stripped";
    }

    /** D31: a caller that left has counted nothing but what the original had counted, too. */
    static @Nullable String countsNothingItDidNotDo(Vector vector, Observed seen) {
        JsonNode theirs = vector.expect().path("metrics");
        RuntimeMetrics ours = seen.counters();
        boolean more = ours.refreshRequests() > theirs.path("refresh_requests").longValue()
                || ours.lockAcquireFailure()
                        > theirs.path("lock_acquire_failure").longValue()
                || ours.lockContention() > theirs.path("lock_contention").longValue();
        boolean untimely = ours.lastObservedUnixMs() != 0
                && Duration.between(vector.start(), seen.cachedAt()).toMillis()
                        < ours.lastObservedUnixMs() - vector.start().toEpochMilli();
        return complaintIf(more || untimely, "counted " + ours);
    }

    private static boolean isStripped(String token) {
        return Secret.of(token).stripped().map(Secret::expose).equals(Optional.of(token));
    }

    static @Nullable String complaintIf(boolean wrong, String complaint) {
        return wrong ? complaint : null;
    }
}
