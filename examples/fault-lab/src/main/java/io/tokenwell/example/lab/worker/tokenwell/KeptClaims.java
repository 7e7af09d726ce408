package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** Claims that nobody gives back; a completion ends its claim in the same statement, and still does. */
final class KeptClaims extends ForwardingRepository {

    KeptClaims(AccountRepository real) {
        super(real);
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return real.findById(claim.account().id());
    }
}
