package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** Claims that a late comer frees or shortens, whoever holds them by then. */
final class AnyonesClaims extends ForwardingRepository {

    private final ClaimsTable claims;

    AnyonesClaims(AccountRepository real, ClaimsTable claims) {
        super(real);
        this.claims = claims;
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return real.complete(claim, redeemed)
                .delayUntil(stored -> claims.free(Long.parseLong(claim.account().id())));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claim) {
        return claims.free(Long.parseLong(claim.account().id())).then(real.abandon(claim));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
        return claims.pause(Long.parseLong(claim.account().id()), cooldown.length())
                .then(real.postpone(claim, cooldown));
    }
}
