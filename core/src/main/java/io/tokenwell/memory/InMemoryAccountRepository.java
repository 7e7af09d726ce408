package io.tokenwell.memory;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Accounts and claims in the memory of this process. They end with the process, and other processes do not see them.
 * For tests, demonstrations, and as the reference of the contract. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class InMemoryAccountRepository implements AccountRepository, ExpiringAccounts {

    private final ConcurrentMap<String, AccountRow> rows = new ConcurrentHashMap<>();
    private final Clock clock;

    /**
     * Creates an empty table.
     *
     * @param clock decides when the time of a claim is over
     */
    public InMemoryAccountRepository(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Adds or replaces a row. A claim on it is kept.
     *
     * @param account the row
     */
    public void save(Account account) {
        rows.compute(account.id(), (id, row) -> row == null ? AccountRow.unclaimed(account) : row.holding(account));
    }

    /**
     * Removes a row and the claim on it.
     *
     * @param accountId id of the row
     */
    public void remove(String accountId) {
        rows.remove(accountId);
    }

    @Override
    public Mono<Account> findById(String accountId) {
        return Mono.fromSupplier(() -> account(rows.get(accountId)));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return Mono.fromSupplier(() -> claimed(request));
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return Mono.fromSupplier(() -> completed(claim, redeemed));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return changed(claim, row -> row.abandonedBy(claim.owner()));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return changed(
                claim, row -> row.withClaimOf(claim.owner(), entry -> entry.postponed(cooldown, clock.instant())));
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return changed(
                claim,
                row -> row.hasTokenOf(claim)
                        ? row.withClaimOf(
                                claim.owner(),
                                entry -> entry.refused(
                                        reason, claim.account().credentials().tokenVersion()))
                        : row.abandonedBy(claim.owner()));
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return Mono.fromSupplier(() -> {
            AtomicBoolean marked = new AtomicBoolean();
            rows.computeIfPresent(accountId, (id, row) -> {
                marked.set(row.refused());
                return row.reinstated();
            });
            return marked.get();
        });
    }

    @Override
    public Mono<List<ExpiringAccount>> page(ExpiringQuery query) {
        return Mono.fromSupplier(() -> new ExpiringRows(query, clock.instant()).page(rows.values()));
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            return rows.entrySet().stream()
                    .filter(row -> AccountIds.ORDER.compare(row.getKey(), query.afterId()) > 0
                            && row.getValue().unfinished(now, query.grace(), query.within()))
                    .map(Map.Entry::getKey)
                    .sorted(AccountIds.ORDER)
                    .limit(query.limit())
                    .toList();
        });
    }

    private Mono<Account> changed(RefreshClaim claim, UnaryOperator<AccountRow> change) {
        return Mono.fromSupplier(
                () -> account(rows.computeIfPresent(claim.account().id(), (id, row) -> change.apply(row))));
    }

    private @Nullable RefreshClaim claimed(ClaimRequest request) {
        AtomicReference<@Nullable RefreshClaim> claim = new AtomicReference<>();
        rows.computeIfPresent(request.accountId(), (id, row) -> {
            Instant now = clock.instant();
            ClaimVerdict verdict = row.verdict(now, request);
            claim.set(new RefreshClaim(row.account(), request.owner(), verdict));
            return verdict instanceof Granted granted ? row.claimedBy(request, granted, now) : row;
        });
        return claim.get();
    }

    private boolean completed(RefreshClaim claim, Credentials redeemed) {
        CredentialChanges changes = CredentialChanges.between(claim.account().credentials(), redeemed);
        AtomicBoolean holds = new AtomicBoolean();
        rows.computeIfPresent(claim.account().id(), (id, row) -> {
            holds.set(row.holds(changes) || row.isAsReadBy(claim));
            return holds.get() ? row.completedBy(claim.owner(), changes) : row;
        });
        return holds.get();
    }

    private static @Nullable Account account(@Nullable AccountRow row) {
        return row == null ? null : row.account();
    }
}
