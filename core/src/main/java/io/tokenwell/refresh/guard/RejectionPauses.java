package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.Demand;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.ExpiringMap;
import io.tokenwell.refresh.model.ForcedRefreshes;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.RejectedToken;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rejected tokens that cannot be replaced for now, as far as this process knows: further rejections of them ask no
 * store. Each answer is kept so briefly that a login on another instance is noticed soon.
 */
public final class RejectionPauses {

    private final ForcedRefreshes forced;
    private final RefreshRuntime runtime;
    private final RefreshReporter reporter;
    private final Duration recheck;
    private final ExpiringMap<Kind, Entry> known = new ExpiringMap<>(this::isOver);

    /** One account's rejections of one kind: what holds them up does not concern another kind. */
    private record Kind(AccountKey account, Rejection rejection) {}

    /**
     * Why a token cannot be replaced; {@code reason} is null if forced refreshes have to wait, which is reported once.
     */
    private record Entry(
            RejectedToken rejected,
            Duration until,
            Duration askAgain,
            @Nullable RuntimeException reason) {}

    public RejectionPauses(ForcedRefreshes forced, RefreshRuntime runtime, RefreshReporter reporter, Duration recheck) {
        this.forced = forced;
        this.runtime = runtime;
        this.reporter = reporter;
        this.recheck = recheck;
    }

    /** Returns why this token cannot be replaced now; empty if the stores have to be asked. */
    public Optional<RuntimeException> known(AccountKey key, RejectedToken rejected) {
        Duration now = runtime.elapsed();
        return Optional.ofNullable(known.get(new Kind(key, rejected.kind())))
                .filter(entry ->
                        entry.rejected().equals(rejected) && entry.askAgain().compareTo(now) > 0)
                .map(entry -> answer(key, entry, now));
    }

    /** Returns why this row's token may not be replaced yet; empty if it may. */
    public Optional<RuntimeException> refusal(Demand demand, Account row) {
        return demand instanceof OtherThan other
                ? Optional.of(forced.pause(other, row))
                        .filter(left -> !left.isZero())
                        .map(left -> paused(other.key(), other.rejected(), left))
                : Optional.empty();
    }

    /** Notes that forced refreshes of this account have to wait. Returns the answer for the caller. */
    RuntimeException paused(AccountKey key, RejectedToken rejected, Duration left) {
        Entry entry = remembered(rejected, left, null);
        Entry before = put(key, entry);
        if (before == null || before.reason() != null || !before.rejected().equals(rejected)) {
            String reason = "fresh tokens were rejected again and again";
            reporter.forcedRefreshPutOff(key, reason, left);
        }
        return answer(key, entry, runtime.elapsed());
    }

    /** Notes that no refresh of any kind may start, which is reported elsewhere. Returns the reason. */
    public RuntimeException refused(AccountKey key, RejectedToken rejected, Duration left, RuntimeException reason) {
        put(key, remembered(rejected, left, reason));
        return reason;
    }

    /** Returns the failure that says that the account still has the rejected token, and why. */
    public static TokenRefreshPendingException stillThere(String accountId, String why, @Nullable Throwable cause) {
        return new TokenRefreshPendingException(accountId, "the account still has the rejected token: " + why, cause);
    }

    void forget(AccountKey key) {
        for (Rejection rejection : Rejection.values()) {
            known.remove(new Kind(key, rejection));
        }
    }

    int size() {
        return known.size();
    }

    private static RuntimeException answer(AccountKey key, Entry entry, Duration now) {
        RuntimeException reason = entry.reason();
        return reason != null
                ? reason
                : stillThere(
                        key.accountId(),
                        "fresh tokens were rejected again and again, the next forced refresh may start in "
                                + entry.until().minus(now),
                        null);
    }

    private Entry remembered(RejectedToken rejected, Duration left, @Nullable RuntimeException reason) {
        Duration now = runtime.elapsed();
        Duration quiet = left.compareTo(recheck) <= 0 ? left : recheck;
        return new Entry(rejected, now.plus(left), now.plus(quiet), reason);
    }

    private @Nullable Entry put(AccountKey key, Entry entry) {
        return known.put(new Kind(key, entry.rejected().kind()), entry);
    }

    private boolean isOver(Entry entry) {
        return entry.until().compareTo(runtime.elapsed()) <= 0;
    }
}
