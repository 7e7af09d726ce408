package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.AccountKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which accounts are served, and which of them are refreshed. */
public final class AccountRules {

    private final Map<String, Platform> platforms = new LinkedHashMap<>();

    public AccountRules(List<Platform> platforms) {
        platforms.forEach(platform -> this.platforms.put(platform.name(), platform));
    }

    /** Returns the settings of the account's platform; the defaults if it is not served. */
    public Platform platformOf(Account account) {
        Platform known = platforms.get(account.platform());
        return known == null ? Platform.builder().name(account.platform()).build() : known;
    }

    public Collection<Platform> platforms() {
        return platforms.values();
    }

    /** Returns the key of an id from outside; throws if it is none. */
    public static AccountKey keyOf(@Nullable String accountId) {
        if (accountId == null) {
            throw InvalidAccountException.noAccount();
        }
        try {
            return new AccountKey(accountId);
        } catch (IllegalArgumentException noId) {
            // Without the text: no row can have it, and nobody knows what it holds.
            throw new InvalidAccountException("", String.valueOf(noId.getMessage()));
        }
    }

    /** Returns the caller's snapshot if its platform and type are served; else throws. */
    public Account checked(@Nullable Account account) {
        if (account == null) {
            throw InvalidAccountException.noAccount();
        }
        kindProblem(account).ifPresent(AccountRules::raise);
        return account;
    }

    /**
     * Returns a stored row if it is served; else throws. The account may have been disabled or turned into something
     * else since the snapshot was taken.
     */
    public Account checkedRow(Account row) {
        problemOf(row).ifPresent(AccountRules::raise);
        return row;
    }

    /**
     * Returns why the row is not served for this demand; empty if it is. A refresh that no caller waits for may be for
     * accounts that are out of use for a while.
     */
    public Optional<InvalidAccountException> problemOf(Account row, Demand demand) {
        return demand.statuses().contains(row.status()) ? kindProblem(row) : problemOf(row);
    }

    public Optional<InvalidAccountException> problemOf(Account row) {
        return kindProblem(row).or(() -> statusProblem(row));
    }

    public boolean refreshed(Account account) {
        Platform platform = platforms.get(account.platform());
        return platform != null && platform.refreshed();
    }

    private Optional<InvalidAccountException> kindProblem(Account account) {
        return platforms.containsKey(account.platform()) && account.type().equals(Account.OAUTH)
                ? Optional.empty()
                : Optional.of(new InvalidAccountException(
                        account.id(), "not an " + String.join("/", platforms.keySet()) + " oauth account"));
    }

    private static Optional<InvalidAccountException> statusProblem(Account row) {
        return row.status().equals(Account.ACTIVE)
                ? Optional.empty()
                : Optional.of(new InvalidAccountException(
                        row.id(), "its status is " + row.status() + ", not " + Account.ACTIVE));
    }

    private static void raise(InvalidAccountException problem) {
        throw problem;
    }
}
