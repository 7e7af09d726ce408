package io.tokenwell.memory;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Selects one page of the rows in memory. */
record ExpiringRows(ExpiringQuery query, Instant now) {

    private static final Comparator<ExpiringAccount> ORDER = Comparator.comparing(ExpiringAccount::expiresAt)
            .thenComparing(ExpiringAccount::accountId, AccountIds.ORDER);

    List<ExpiringAccount> page(Collection<AccountRow> rows) {
        ExpiringAccount last = new ExpiringAccount(query.afterId(), "", query.after(), 0);
        return rows.stream()
                .filter(this::asked)
                .flatMap(row -> expiring(row.account()).stream())
                .filter(account -> ORDER.compare(account, last) > 0)
                .filter(account -> account.expiresAt().isBefore(query.before()))
                .sorted(ORDER)
                .limit(query.limit())
                .toList();
    }

    private boolean asked(AccountRow row) {
        Account account = row.account();
        return query.platforms().contains(account.platform())
                && query.statuses().contains(account.status())
                && account.type().equals(Account.OAUTH)
                && account.credentials().refreshToken().isPresent()
                && row.verdict(now, new ClaimRequest(account.id(), "", Duration.ZERO)) instanceof Granted;
    }

    private static Optional<ExpiringAccount> expiring(Account account) {
        return account.credentials()
                .expiresAt()
                .map(end -> new ExpiringAccount(
                        account.id(),
                        account.platform(),
                        end,
                        account.credentials().tokenVersion()));
    }
}
