package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** An instance's way to the account table. */
record TablePorts(Instance instance, Link link, SimulatedTable table) implements AccountRepository, ExpiringAccounts {

    @Override
    public Mono<Account> findById(String accountId) {
        return link.asked(instance, Step.FIND, Long.parseLong(accountId), () -> table.read(Long.parseLong(accountId)));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return link.asked(instance, Step.CLAIM, Long.parseLong(request.accountId()), () -> table.claim(request))
                .doOnNext(table::told);
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return ended(Step.COMPLETE, claim, () -> table.complete(claim, redeemed));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return ended(Step.ABANDON, claim, () -> table.abandon(claim));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return ended(Step.POSTPONE, claim, () -> table.postpone(claim, cooldown));
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return ended(Step.MARK, claim, () -> table.mark(claim, reason));
    }

    private <T> Mono<T> ended(Step step, RefreshClaim claim, Supplier<@Nullable T> statement) {
        return link.asked(instance, step, Long.parseLong(claim.account().id()), statement);
    }

    @Override
    public Mono<List<ExpiringAccount>> page(ExpiringQuery query) {
        return link.asked(instance, Step.PAGE, 0, () -> table.page(query));
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return link.asked(instance, Step.PAGE, 0, () -> table.unfinished(query));
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return link.asked(
                instance, Step.MARK, Long.parseLong(accountId), () -> table.reinstate(Long.parseLong(accountId)));
    }
}
