package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Call;
import io.tokenwell.example.lab.check.FinalAccount;
import io.tokenwell.example.lab.cycle.AccountTable.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the accounts of a cycle ended: by their rows, or, where these cannot be read, by what the instances answer. */
final class AccountsView {

    /** A pair in escrow reaches its row within this time once everything is up again. */
    private static final long LIMIT_MILLIS = 3_000;

    private final Site site;
    private final Logins logins;
    private final Map<Long, CacheView.Versions> versions;
    private final Map<Long, String> lastFamilies;

    AccountsView(Site site, Logins logins, Map<Long, CacheView.Versions> versions, List<Call> calls) {
        this.site = site;
        this.logins = logins;
        this.versions = versions;
        this.lastFamilies = calls.stream()
                .filter(call -> call.ending() == Call.Ending.TOKEN)
                .collect(Collectors.toMap(
                        Call::account, call -> call.detail().replaceFirst("-\\d+$", ""), (first, last) -> last));
    }

    /** What the server has revoked comes back no more: nobody waits for that. */
    void awaitStored(int ledgerBefore) {
        Set<Long> revoked = LedgerView.revoked(site.server, ledgerBefore);
        Settling.until(
                LIMIT_MILLIS,
                () -> accounts().stream().allMatch(account -> account.usable() || revoked.contains(account.account())));
    }

    List<FinalAccount> accounts() {
        Map<Long, Stored> rows = site.table.rows(logins.accounts());
        return logins.accounts().stream()
                .map(id -> account(id, Optional.ofNullable(rows.get(id))))
                .toList();
    }

    private FinalAccount account(long id, Optional<Stored> row) {
        CacheView.Versions seen = versions.getOrDefault(id, CacheView.Versions.NONE);
        Optional<String> token = row.flatMap(Stored::refreshToken);
        Optional<String> readable = token.filter(RefreshTokens::readable);
        return new FinalAccount(
                id,
                readable.flatMap(RefreshTokens::name),
                readable.map(RefreshTokens::family).orElse(lastFamilies.getOrDefault(id, "unknown")),
                readable.map(site.server::usable).orElse(token.isPresent() && lastFamilies.containsKey(id)),
                logins.newestFamily(id),
                logins.loggedInAgain(id),
                seen.row(),
                seen.cached());
    }
}
