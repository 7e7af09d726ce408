package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.ClaimAnswer;
import io.tokenwell.refresh.model.ClaimAnswer.Others;
import io.tokenwell.refresh.model.ClaimAnswer.RowWillDo;
import io.tokenwell.refresh.model.ClaimAnswer.TooSoon;
import io.tokenwell.refresh.model.ClaimAnswer.Unanswered;
import io.tokenwell.refresh.model.ClaimAnswer.Unfit;
import io.tokenwell.refresh.model.EscrowLook.Found;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Restart.Why;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.rotation.EscrowedRefresh;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.LoginRequired;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** Answers a walk that has asked for a claim and redeems nothing. A claim that was granted is given back. */
public final class WithoutClaim {

    private final AttemptClosing end;
    private final GuardedAccounts stored;
    private final AccountRules rules;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final EscrowedRefresh earlier;

    public WithoutClaim(
            AttemptClosing end,
            GuardedAccounts stored,
            AccountRules rules,
            FallbackToken fallback,
            Cooldowns cooldowns,
            EscrowedRefresh earlier) {
        this.end = end;
        this.stored = stored;
        this.rules = rules;
        this.fallback = fallback;
        this.cooldowns = cooldowns;
        this.earlier = earlier;
    }

    Mono<Served> served(Walk walk, ClaimAnswer answer) {
        if (answer instanceof RowWillDo fresh) {
            return freshRow(fresh.claim());
        } else if (answer instanceof Unfit unfit) {
            return latestInstead(unfit.claim(), unfit.problem());
        } else if (answer instanceof TooSoon forced) {
            return end.abandoned(forced.claim()).then(Mono.error(forced.refusal()));
        } else if (answer instanceof Others others) {
            return refused(others.claim());
        } else if (answer instanceof Unanswered unanswered) {
            return unclaimed(walk, unanswered);
        }
        throw new IllegalStateException("not an answer without a claim: " + answer);
    }

    private Mono<Served> freshRow(RefreshClaim claim) {
        Account row = claim.account();
        return abandoned(claim).flatMap(latest -> fallback.rowInstead(latest, row));
    }

    /**
     * Emits the newest row, after freeing the claim if it was granted; emits the claim's row if no newer one can be
     * had.
     */
    private Mono<Account> abandoned(RefreshClaim claim) {
        Mono<Account> newest = claim.granted() ? end.abandoned(claim) : Mono.empty();
        return newest.defaultIfEmpty(claim.account());
    }

    /**
     * Emits the latest row's token if the row was changed back meanwhile; else errors, as a row that no longer
     * qualifies is never refreshed.
     */
    private Mono<Served> latestInstead(RefreshClaim claim, InvalidAccountException problem) {
        return abandoned(claim)
                .filter(latest -> rules.problemOf(latest).isEmpty())
                .map(latest -> fallback.tokenOfNewer(latest, problem))
                .switchIfEmpty(Mono.error(problem));
    }

    private Mono<Served> refused(RefreshClaim claim) {
        Account row = claim.account();
        if (claim.verdict() instanceof CoolingDown failed) {
            return fallback.duringCooldown(row, cooldowns.adopted(row, failed.cooldown()));
        }
        if (claim.verdict() instanceof Silent silent) {
            return fallback.duringCooldown(row, cooldowns.adopted(row, PostponedRefresh.silence(silent)));
        }
        if (claim.verdict() instanceof LoginRequired marked) {
            return savedOrMarked(claim, marked);
        }
        return Mono.error(() -> new Restart(Why.CLAIM_HELD));
    }

    /**
     * Looks into escrow first: the process that used the token up may have kept its pair there since the mark was made.
     */
    private Mono<Served> savedOrMarked(RefreshClaim claim, LoginRequired marked) {
        Account row = claim.account();
        return earlier.look(claim)
                .flatMap(look -> look instanceof Found found
                        ? earlier.saved(claim, found.rotation())
                        : fallback.duringCooldown(row, cooldowns.marked(row, marked.reason())));
    }

    /** Answers without the fresh row. Nothing is redeemed then: the snapshot's refresh token may be used up. */
    private Mono<Served> unclaimed(Walk walk, Unanswered answer) {
        Account own = walk.account();
        Mono<Account> row = answer.failure() instanceof AccountNotFoundException
                ? end.abandonedOnce(new RefreshClaim(own, answer.owner(), false))
                        .switchIfEmpty(Mono.error(answer.failure()))
                : stored.unchecked(own);
        return row.flatMap(latest -> fallback.insteadOf(walk, latest, answer.failure()));
    }
}
