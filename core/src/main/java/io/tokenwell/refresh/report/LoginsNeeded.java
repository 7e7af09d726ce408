package io.tokenwell.refresh.report;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.refresh.model.ExpiringMap;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that this process has found to need a login, until it sees a token of a newer login. Safe for use by any
 * thread.
 */
public final class LoginsNeeded {

    /** How long an account is counted that no caller asks for any more. */
    private static final Duration COUNTED = Duration.ofMinutes(10);

    /** How long it is remembered that the need was reported. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final RefreshRuntime runtime;
    private final ExpiringMap<AccountKey, Need> needs = new ExpiringMap<>(need -> isOver(need, REMEMBERED));

    private final Consumer<AccountKey> recovered;

    /** What an account needs; no longer {@code open} if somebody has taken the mark back, until it is served again. */
    private record Need(@Nullable Secret token, long version, Duration until, boolean open) {}

    /** Creates an empty list; {@code recovered} hears of each account that is served again. */
    public LoginsNeeded(RefreshRuntime runtime, Consumer<AccountKey> recovered) {
        this.runtime = runtime;
        this.recovered = recovered;
    }

    /**
     * Notes that the account needs a login, and returns true if that is news. {@code recheck} is when it will be looked
     * at anew.
     */
    public boolean needed(Account row, Duration recheck) {
        Secret token = row.credentials().refreshToken().orElse(null);
        Need need = new Need(
                token, row.credentials().tokenVersion(), runtime.elapsed().plus(recheck), true);
        Need before = needs.put(AccountKey.of(row), need);
        return before == null || !before.open() || !Objects.equals(before.token(), token);
    }

    /** Notes that a token of this version was found. */
    public void seen(AccountKey key, long version) {
        Need need = needs.get(key);
        if (need != null && version > need.version()) {
            over(key, need);
        }
    }

    /** Notes that a row was found: a login that leaves the version as it was brings another refresh token. */
    public void seen(Account row) {
        AccountKey key = AccountKey.of(row);
        Need need = needs.get(key);
        if (need != null
                && !Objects.equals(
                        need.token(), row.credentials().refreshToken().orElse(null))) {
            over(key, need);
        }
        seen(key, row.credentials().tokenVersion());
    }

    private void over(AccountKey key, Need need) {
        if (needs.remove(key, need)) {
            recovered.accept(key);
        }
    }

    /** Notes that the account is to be tried again: it is no longer counted. */
    public void takenBack(AccountKey key) {
        Need need = needs.get(key);
        if (need != null && need.open()) {
            needs.put(key, new Need(need.token(), need.version(), need.until(), false));
        }
    }

    /** Notes that the account was redeemed; {@code marked} tells that its row was marked before. */
    public void served(AccountKey key, boolean marked) {
        if (needs.remove(key) != null || marked) {
            recovered.accept(key);
        }
    }

    public int count() {
        return (int) needs.values().stream()
                .filter(need -> need.open() && !isOver(need, COUNTED))
                .count();
    }

    private boolean isOver(Need need, Duration since) {
        return need.until().plus(since).compareTo(runtime.elapsed()) <= 0;
    }
}
