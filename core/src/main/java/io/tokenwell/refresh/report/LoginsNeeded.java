package io.tokenwell.refresh.report;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.refresh.model.ExpiringMap;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Objects;
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

    private record Need(@Nullable Secret token, long version, Duration until) {}

    public LoginsNeeded(RefreshRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Notes that the account needs a login, and returns true if that is news. {@code recheck} is when it will be looked
     * at anew.
     */
    public boolean needed(Account row, Duration recheck) {
        Secret token = row.credentials().refreshToken().orElse(null);
        Need need = new Need(
                token, row.credentials().tokenVersion(), runtime.elapsed().plus(recheck));
        Need before = needs.put(AccountKey.of(row), need);
        return before == null || !Objects.equals(before.token(), token);
    }

    /** Notes that a token of this version was found. */
    public void seen(AccountKey key, long version) {
        Need need = needs.get(key);
        if (need != null && version > need.version()) {
            needs.remove(key, need);
        }
    }

    /** Notes that a row was found: a login that leaves the version as it was brings another refresh token. */
    public void seen(Account row) {
        AccountKey key = AccountKey.of(row);
        Need need = needs.get(key);
        if (need != null
                && !Objects.equals(
                        need.token(), row.credentials().refreshToken().orElse(null))) {
            needs.remove(key, need);
        }
        seen(key, row.credentials().tokenVersion());
    }

    public void forget(AccountKey key) {
        needs.remove(key);
    }

    public int count() {
        return (int)
                needs.values().stream().filter(need -> !isOver(need, COUNTED)).count();
    }

    private boolean isOver(Need need, Duration since) {
        return need.until().plus(since).compareTo(runtime.elapsed()) <= 0;
    }
}
