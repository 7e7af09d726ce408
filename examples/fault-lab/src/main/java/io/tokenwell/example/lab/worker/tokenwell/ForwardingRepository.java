package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.List;
import reactor.core.publisher.Mono;

/** The real repository, for mutants to spoil in one point. */
class ForwardingRepository implements AccountRepository {

    final AccountRepository real;

    ForwardingRepository(AccountRepository real) {
        this.real = real;
    }

    @Override
    public Mono<Account> findById(String accountId) {
        return real.findById(accountId);
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return real.claimRefresh(request);
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return real.complete(claim, redeemed);
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return real.abandon(claim);
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return real.postpone(claim, cooldown);
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return real.markReauthorizationRequired(claim, reason);
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return real.unfinished(query);
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return real.reinstate(accountId);
    }
}
