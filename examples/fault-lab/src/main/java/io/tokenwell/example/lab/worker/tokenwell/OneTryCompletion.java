package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A completion whose failure is only shrugged at, as if it had succeeded: nobody tries it again. */
final class OneTryCompletion extends ForwardingRepository {

    /** Below the pipeline's own limit, which would make a failure of a try that takes long. */
    private static final Duration LIMIT = Duration.ofMillis(600);

    OneTryCompletion(AccountRepository real) {
        super(real);
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
        return real.complete(claim, redeemed).timeout(LIMIT).onErrorReturn(true);
    }
}
