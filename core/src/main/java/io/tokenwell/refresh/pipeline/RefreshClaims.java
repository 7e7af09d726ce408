package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.StorageOperation;
import io.tokenwell.refresh.guard.ClaimsInDoubt;
import io.tokenwell.refresh.guard.GuardedLock.Leased;
import io.tokenwell.refresh.model.ClaimAnswer;
import io.tokenwell.refresh.model.ClaimAnswer.Unanswered;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ReuseWindow;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Asks for the claim, which also reads the fresh row, and decides what the claim allows. */
public final class RefreshClaims {

    private final ClaimsInDoubt claims;
    private final ClaimRules rules;
    private final WithoutClaim withoutClaim;
    private final ClaimTerms terms;
    private final RefreshReporter reporter;
    private final Duration claimTtl;

    /**
     * What an account's claim is asked for with.
     *
     * @param triesMarkedAfter tells how old a mark must be for its account to be tried again
     * @param reuse tells when an attempt of another holder may be taken over early
     */
    public record ClaimTerms(Function<Account, Duration> triesMarkedAfter, Function<Account, ReuseWindow> reuse) {}

    public RefreshClaims(
            ClaimsInDoubt claims,
            ClaimRules rules,
            WithoutClaim withoutClaim,
            ClaimTerms terms,
            RefreshReporter reporter,
            Duration claimTtl) {
        this.claims = claims;
        this.rules = rules;
        this.withoutClaim = withoutClaim;
        this.terms = terms;
        this.reporter = reporter;
        this.claimTtl = claimTtl;
    }

    /** Asks for the claim. Emits what came of it, never errors. */
    Mono<ClaimAnswer> asked(Walk walk, Leased leased) {
        String owner = leased.lease().owner();
        return claims.settled(walk.key())
                .then(Mono.defer(() -> answered(walk, owner)))
                .onErrorResume(failure -> Mono.just(unanswered(walk, owner, failure)));
    }

    private Mono<ClaimAnswer> answered(Walk walk, String owner) {
        ClaimEnd end = claims.end(claimTtl);
        Account account = walk.account();
        Duration triesMarkedAfter = terms.triesMarkedAfter().apply(account);
        ReuseWindow reuse = terms.reuse().apply(account);
        ClaimRequest request = new ClaimRequest(walk.accountId(), owner, claimTtl, claimTtl, triesMarkedAfter, reuse);
        return claims.asked(walk.account(), request)
                .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(walk.accountId())))
                .map(claim -> rules.judged(walk, claim, end.granted(claims.end(claimTtl))));
    }

    private Unanswered unanswered(Walk walk, String owner, Throwable failure) {
        reporter.notClaimed(walk.account(), failure);
        return new Unanswered(owner, Failures.typed(walk.accountId(), StorageOperation.ACCOUNTS_CLAIM, failure));
    }

    /** Emits the answer of a walk that may not redeem. */
    Mono<Served> instead(Walk walk, ClaimAnswer answer) {
        return withoutClaim.served(walk, answer);
    }
}
