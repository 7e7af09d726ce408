package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** A completion that writes over whatever the row has become, a new login included. */
final class BlindCompletion extends ForwardingRepository {

    private final ClaimsTable table;

    BlindCompletion(AccountRepository real, ClaimsTable table) {
        super(real);
        this.table = table;
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return table.overwrite(Long.parseLong(claim.account().id()), redeemed)
                .then(real.abandon(claim))
                .thenReturn(true);
    }
}
