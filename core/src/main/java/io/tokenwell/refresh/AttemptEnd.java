package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells the table how an attempt ended that is not completed. What the table does not take at once is told again, detached,
 * for as long as others respect the claim: else they would take the attempt for an unfinished one and redeem once more.
 */
final class AttemptEnd {

    private static final Logger log = LoggerFactory.getLogger(AttemptEnd.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final RotationFlush flush;
    private final RefreshRuntime runtime;
    private final Duration respected;

    AttemptEnd(RefreshParts parts) {
        this.repository = parts.repository();
        this.stored = parts.stored();
        this.flush = parts.flush();
        this.runtime = parts.runtime();
        this.respected = parts.settings().lockTtl().multipliedBy(2);
    }

    /** Nothing was sent. Emits the newest row; empty if there is none, or the table is out of reach. */
    Mono<Account> abandoned(RefreshClaim claim) {
        return told(claim, Mono.defer(() -> repository.abandon(claim)));
    }

    /** For a claim that was never taken, as far as can be told: once. */
    Mono<Account> abandonedOnce(RefreshClaim claim) {
        return stored.bounded(repository.abandon(claim)).onErrorResume(failure -> Mono.empty());
    }

    /** Nobody may redeem for a while. Emits as {@link #abandoned}. */
    Mono<Account> postponed(RefreshClaim claim, Cooldown cooldown) {
        Duration begun = runtime.elapsed();
        return told(claim, Mono.defer(() -> repository.postpone(claim, left(cooldown, begun))));
    }

    /** The server has refused the refresh token for good. Emits as {@link #abandoned}. */
    Mono<Account> marked(RefreshClaim claim, String reason) {
        return told(claim, Mono.defer(() -> repository.markReauthorizationRequired(claim, reason)));
    }

    private Cooldown left(Cooldown cooldown, Duration begun) {
        Duration left = cooldown.length().minus(runtime.elapsed().minus(begun));
        return new Cooldown(
                cooldown.reason(),
                left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left,
                cooldown.outcomeUnknown());
    }

    private Mono<Account> told(RefreshClaim claim, Mono<Account> statement) {
        return stored.bounded(statement).onErrorResume(failure -> {
            long id = claim.account().id();
            log.warn("Claim not ended yet, telling the table again: account_id={} error={}", id, failure.toString());
            flush.detached(AccountKey.of(claim.account()), toldAgain(statement));
            return Mono.empty();
        });
    }

    private Mono<Void> toldAgain(Mono<Account> statement) {
        return Mono.delay(FIRST_WAIT, runtime.scheduler())
                .then(stored.bounded(statement)
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_WAIT)
                                .maxBackoff(LONGEST_WAIT)
                                .scheduler(runtime.scheduler())))
                .take(respected, runtime.scheduler())
                .onErrorResume(failure -> Mono.empty())
                .then();
    }
}
