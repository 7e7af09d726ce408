package io.tokenwell.example.kit;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The accounts, with a line in the log for every refresh that was stored. */
record LoggedAccounts(AccountRepository accounts) implements AccountRepository {

    private static final Logger log = LoggerFactory.getLogger(LoggedAccounts.class);

    @Override
    public Mono<Account> findById(String accountId) {
        return accounts.findById(accountId);
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return accounts.claimRefresh(request);
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return accounts.complete(claim, redeemed).doOnNext(stored -> {
            if (stored) {
                log.info(
                        "account {} refreshed: version {}, expires {}",
                        AccountIds.encoded(claim.account().id()),
                        redeemed.tokenVersion(),
                        redeemed.expiresAt().map(Object::toString).orElse("at an unknown time"));
            }
        });
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return accounts.abandon(claim);
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return accounts.postpone(claim, cooldown);
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason) {
        return accounts.markReauthorizationRequired(claim, reason);
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return accounts.unfinished(query);
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return accounts.reinstate(accountId);
    }
}
