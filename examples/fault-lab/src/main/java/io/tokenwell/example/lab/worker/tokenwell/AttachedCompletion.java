package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * A completion that is not begun once the last caller has left. It says that all is stored, as nobody is there to hear
 * otherwise: nothing else of the pipeline may save what it drops.
 */
final class AttachedCompletion extends ForwardingRepository {

    private final Callers callers;
    private final Map<String, Long> desertionsAtClaim = new ConcurrentHashMap<>();

    AttachedCompletion(AccountRepository real, Callers callers) {
        super(real);
        this.callers = callers;
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return Mono.defer(() -> {
            desertionsAtClaim.put(request.owner(), callers.desertions(Long.parseLong(request.accountId())));
            return real.claimRefresh(request);
        });
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return Mono.defer(() -> {
            Long before = desertionsAtClaim.remove(claim.owner());
            boolean deserted = before != null
                    && callers.desertions(Long.parseLong(claim.account().id())) != before;
            return deserted ? real.abandon(claim).thenReturn(true) : real.complete(claim, redeemed);
        });
    }
}
