package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Held;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** Claims that everybody gets. */
final class OpenClaims extends ForwardingRepository {

    OpenClaims(AccountRepository real) {
        super(real);
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return real.claimRefresh(request)
                .map(claim -> claim.verdict() instanceof Held
                        ? new RefreshClaim(claim.account(), claim.owner(), true)
                        : claim);
    }
}
