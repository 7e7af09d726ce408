package io.tokenwell.parity;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.parity.Observed.CacheWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold where the original's behaviour was a defect. Each answers with a complaint, or null. */
final class BetterBehaviour {

    private BetterBehaviour() {}

    /** D01, D06, D19. */
    static @Nullable String lockIsFree(Vector vector, Observed seen) {
        return complaintIf(seen.lockLeft(), "the lock stayed behind");
    }

    /** D02, D12: the row's fresh token, else the own valid one, and nothing written. */
    static @Nullable String waiterWritesNothing(Vector vector, Observed seen) {
        return seen.cacheWrite() == null
                ? tokenOf(seen.lastRow()).or(() -> tokenOf(vector.account())).equals(Optional.ofNullable(seen.token()))
                        ? null
                        : "not the stored token: " + seen.token()
                : "a waiter wrote the cache";
    }

    /** D03, D09, D32: the model of freshness, computed anew; recorded times may be off by the waits of the call. */
    static @Nullable String cachedByOneModel(Vector vector, Observed seen) {
        Duration model = servedLife(vector, seen)
                .map(life -> modelTtl(life, seen.counters().refreshFailure() > 0))
                .orElse(Duration.ofMinutes(seen.counters().refreshFailure() > 0 ? 1 : 30));
        CacheWrite write = seen.cacheWrite();
        if (write == null || model.compareTo(Duration.ofSeconds(1)) < 0) {
            return complaintIf(
                    (write == null) != (model.compareTo(Duration.ofSeconds(1)) < 0),
                    "cached " + write + ", not " + model);
        }
        Duration off = write.timeToLive().minus(model).abs();
        return complaintIf(off.compareTo(Duration.ofSeconds(1)) > 0, write.timeToLive() + " is not " + model);
    }

    private static Duration modelTtl(Duration life, boolean failed) {
        if (failed) {
            return min(life, Duration.ofMinutes(1));
        }
        return life.compareTo(Duration.ofMinutes(5)) > 0 ? life.minusMinutes(5) : life.minusMinutes(3);
    }

    /** D04, D05, D25. */
    static @Nullable String rotationIsKept(Vector vector, Observed seen) {
        return complaintIf(!seen.rotationKept(), "the rotated refresh token is neither in the row nor in escrow");
    }

    /** D07, D16. */
    static @Nullable String atMostOneRedemption(Vector vector, Observed seen) {
        return complaintIf(
                seen.redeemed().size() > 1, "redeemed " + seen.redeemed().size() + " times");
    }

    /** D08: greater than the one read; then a row of an older version can no longer pass for newer. */
    static @Nullable String versionGrows(Vector vector, Observed seen) {
        Credentials written = seen.written();
        if (written == null || seen.lastRow() == null) {
            return "nothing was written";
        }
        boolean ours =
                Optional.ofNullable(seen.token()).equals(written.accessToken().map(Secret::expose));
        return written.tokenVersion() <= seen.lastRow().credentials().tokenVersion()
                ? "the version did not grow"
                : complaintIf(!ours, "the caller did not get the token that was written");
    }

    /** D10: with a repository and an endpoint, the due token is refreshed; without, the own one is served. */
    static @Nullable String refreshedInProcess(Vector vector, Observed seen) {
        boolean possible = vector.wired("repo") && vector.wired("oauth") && !vector.sora();
        return complaintIf(possible != (seen.redeemed().size() == 1), "redeemed " + seen.redeemed());
    }

    /** D11. */
    static @Nullable String noRawException(Vector vector, Observed seen) {
        return complaintIf(
                seen.token() == null && !(seen.error() instanceof AccessTokenException), "raw: " + seen.error());
    }

    /** D13, D15, D27: the old refresh token never gives way to a blank, the old access token never to a dead one. */
    static @Nullable String usableAnswerOrFailure(Vector vector, Observed seen) {
        Credentials written = seen.written();
        if (written == null) {
            return rotationIsKept(vector, seen);
        }
        return complaintIf(
                written.refreshToken().isEmpty() || written.accessToken().isEmpty(), "a blank token was written");
    }

    /** D17, D18, D21, D23. */
    static @Nullable String latestValidRowDecides(Vector vector, Observed seen) {
        if (seen.token() == null) {
            return noRawException(vector, seen);
        }
        boolean rowsToken = tokenOf(seen.lastRow()).equals(Optional.of(seen.token()));
        boolean redeemedToken = seen.written() != null
                && seen.written().accessToken().map(Secret::expose).equals(Optional.of(seen.token()));
        return complaintIf(!rowsToken && !redeemedToken, "neither the row's token nor a fresh one: " + seen.token());
    }

    /** D20, D34: no re-read, no refresh. Accounts are immutable: the caller's object cannot be touched. */
    static @Nullable String nothingRefreshedWithoutRow(Vector vector, Observed seen) {
        return complaintIf(
                !seen.redeemed().isEmpty() || seen.written() != null, "refreshed without having read the row");
    }

    /** D22: an expiry that was understood is acted upon; one that was not leaves the original's result. */
    static @Nullable String expiryUnderstoodOrUnknown(Vector vector, Observed seen) {
        Account account = vector.account();
        boolean understood =
                account != null && account.credentials().expiresAt().isPresent();
        boolean warned = account != null && account.credentials().expiryUnreadable();
        return complaintIf(!understood && !warned && seen.token() == null, "neither understood nor reported");
    }

    /** D24; a valid row that came meanwhile is better than any error. */
    static @Nullable String causeIsAttached(Vector vector, Observed seen) {
        return seen.error() == null
                ? latestValidRowDecides(vector, seen)
                : complaintIf(seen.error().getCause() == null, "no cause: " + seen.error());
    }

    /** D26: no lock, no wait; the stored token is served. */
    static @Nullable String soraTakesNoLock(Vector vector, Observed seen) {
        boolean quiet =
                seen.counters().refreshRequests() == 0 && seen.counters().lockWaitSamples() == 0;
        boolean stored = seen.token() == null
                || tokenOf(seen.lastRow()).or(() -> tokenOf(vector.account())).equals(Optional.of(seen.token()));
        return seen.lockLeft() || !quiet ? "took part in locking" : complaintIf(!stored, "not the stored token");
    }

    /** D28. */
    static @Nullable String tokensAreStripped(Vector vector, Observed seen) {
        return complaintIf(
                seen.token() == null
                        || !seen.token()
                                .equals(Secret.of(seen.token())
                                        .stripped()
                                        .map(Secret::expose)
                                        .orElse("")),
                "not stripped");
    }

    private static Optional<Duration> servedLife(Vector vector, Observed seen) {
        Credentials served = seen.written() != null
                ? seen.written()
                : seen.lastRow() != null ? seen.lastRow().credentials() : credentialsOf(vector);
        Instant end = vector.start()
                .plusMillis(vector.expect().path("elapsed_ms").path("exact").longValue(0));
        return served.expiresAt().map(expiry -> Duration.between(end, expiry));
    }

    private static Credentials credentialsOf(Vector vector) {
        Account account = vector.account();
        return account == null ? Credentials.empty() : account.credentials();
    }

    private static Optional<String> tokenOf(@Nullable Account account) {
        return Optional.ofNullable(account)
                .flatMap(known -> known.credentials().accessToken())
                .map(Secret::expose);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static @Nullable String complaintIf(boolean wrong, String complaint) {
        return wrong ? complaint : null;
    }
}
