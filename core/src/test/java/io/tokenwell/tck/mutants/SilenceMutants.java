package io.tokenwell.tck.mutants;

import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.Held;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Repositories that treat a holder wrongly whose claim ran out without a word. */
final class SilenceMutants {

    private SilenceMutants() {}

    /** Takes over whoever is silent, and forbids it to complete. */
    static class KnowsNoGrace extends RepositoryUnderTest {

        private final Set<String> overtaken = ConcurrentHashMap.newKeySet();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(new ClaimRequest(request.accountId(), request.owner(), request.timeToLive()))
                    .doOnNext(claim -> {
                        if (claim.verdict() instanceof Granted granted && granted.previous() != null) {
                            overtaken.add(granted.previous().owner());
                        }
                    });
        }

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return overtaken.contains(claim.owner()) ? Mono.just(false) : super.complete(claim, redeemed);
        }
    }

    static class CallsTheBusySilent extends RepositoryUnderTest {

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim ->
                            claim.verdict() instanceof Held && !request.grace().isZero()
                                    ? new RefreshClaim(
                                            claim.account(),
                                            claim.owner(),
                                            new Silent(new UnfinishedAttempt("busy", Instant.EPOCH), request.grace()))
                                    : claim);
        }
    }

    /** Looks at the clock only. */
    static class RespectsForEver extends RepositoryUnderTest {

        private final Set<String> silent = ConcurrentHashMap.newKeySet();

        @Override
        public void letClaimExpire(String accountId) {
            silent.add(accountId);
            super.letClaimExpire(accountId);
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> !request.grace().isZero() && silent.contains(request.accountId())
                            ? new RefreshClaim(
                                    claim.account(),
                                    claim.owner(),
                                    new Silent(new UnfinishedAttempt("dead", Instant.EPOCH), request.grace()))
                            : claim);
        }
    }
}
