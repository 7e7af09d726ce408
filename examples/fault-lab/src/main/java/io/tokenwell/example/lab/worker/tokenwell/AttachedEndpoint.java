package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Account;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import reactor.core.publisher.Mono;

/**
 * An endpoint whose answer nobody takes once the last caller has left. The request itself runs to its end: the server's
 * ledger then shows a reply that was written in full to a living process, and no excuse for its loss.
 */
record AttachedEndpoint(TokenEndpoint real, Callers callers) implements TokenEndpoint {

    @Override
    public Optional<Set<String>> platforms() {
        return real.platforms();
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        return Mono.defer(() -> {
            long before = callers.desertions(Long.parseLong(account.id()));
            return real.redeem(account)
                    .flatMap(grant -> callers.desertions(Long.parseLong(account.id())) == before
                            ? Mono.just(grant)
                            : Mono.error(new CancellationException("the last caller has left")));
        });
    }
}
