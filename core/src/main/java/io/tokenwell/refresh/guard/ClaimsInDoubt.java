package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.JitteredBackoff;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Claims that were asked for and not answered. Each may have been granted to this process, and then all others wait for
 * a holder that does not exist. All of them are given back before another claim on the account is asked for, so that an
 * outage under many calls leaves few. They are given back again later, as a delayed claim may reach the table after it
 * was given back.
 */
public final class ClaimsInDoubt {

    private static final Logger log = LoggerFactory.getLogger(ClaimsInDoubt.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /**
     * The most claims in doubt of one account: without a limit, a table that takes what is given back but grants no
     * claim would be asked more and more.
     */
    private static final int MOST_OF_AN_ACCOUNT = 8;

    private final GuardedAccounts stored;
    private final AccountRepository repository;
    private final DetachedWork detached;
    private final RefreshRuntime runtime;
    private final Duration respected;
    private final TroubleLog giving;
    private final ConcurrentMap<AccountKey, List<Doubt>> doubts = new ConcurrentHashMap<>();

    /** One claim, under an owner name of its own that no attempt redeems with. */
    private static final class Doubt {

        private final RefreshClaim claim;
        private final Disposable.Swap later = Disposables.swap();
        private volatile boolean settled;

        Doubt(RefreshClaim claim) {
            this.claim = claim;
        }
    }

    public ClaimsInDoubt(GuardedAccounts stored, DetachedWork detached, RefreshRuntime runtime, Duration claimTtl) {
        this.stored = stored;
        this.repository = stored.repository();
        this.detached = detached;
        this.runtime = runtime;
        this.respected = claimTtl.multipliedBy(2);
        this.giving = new TroubleLog(log, "Claim not given back", runtime);
    }

    /**
     * Gives back all claims in doubt of an account, before a new claim is asked for. Errors while the table is out of
     * reach: it would not answer a claim either.
     */
    public Mono<Void> settled(AccountKey key) {
        return Mono.defer(() -> Mono.when(doubts.getOrDefault(key, List.of()).stream()
                .filter(doubt -> !doubt.settled)
                .map(this::givenBack)
                .toList()));
    }

    /** Returns when a claim that is asked for now will end. */
    public ClaimEnd end(Duration claimTtl) {
        return ClaimEnd.in(claimTtl, runtime);
    }

    /**
     * Asks for the claim on an account; {@code known} is what this process knows of the account. Emits the claim; empty
     * if the table has no such account.
     */
    public Mono<RefreshClaim> asked(Account known, ClaimRequest request) {
        return stored.bounded(repository.claimRefresh(request))
                .doOnError(silent -> doubted(new RefreshClaim(known, request.owner(), false)));
    }

    /** Gives a claim back. If the row cannot be read, the statement has written it all the same. */
    private Mono<Void> givenBack(Doubt doubt) {
        return stored.bounded(Mono.defer(() -> repository.abandon(doubt.claim)))
                .onErrorResume(InvalidAccountException.class, written -> Mono.empty())
                .then(Mono.fromRunnable(() -> doubt.settled = true));
    }

    /**
     * Gives a claim back in the background. No caller waits for it, but the end of this process waits for the first
     * try: a row that another transaction holds locked can be read, not written.
     */
    private void doubted(RefreshClaim claim) {
        AccountKey key = AccountKey.of(claim.account());
        Doubt doubt = new Doubt(claim);
        forgotten(key, remembered(key, doubt));
        Disposable unused = detached.begun(
                key,
                givenBack(doubt)
                        .doOnError(failure -> giving.failedFor(key.accountId(), failure))
                        .onErrorComplete()
                        .doFinally(over ->
                                doubt.later.update(givenBackAgain(key, doubt).subscribe())));
    }

    /** Adds a claim in doubt. Returns the oldest one if there is no more room for it, else null. */
    private @Nullable Doubt remembered(AccountKey key, Doubt doubt) {
        List<Doubt> all = doubts.merge(
                key,
                List.of(doubt),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
        return all.size() > MOST_OF_AN_ACCOUNT ? all.get(0) : null;
    }

    private void forgotten(AccountKey key, @Nullable Doubt doubt) {
        if (doubt != null) {
            doubt.later.dispose();
            doubts.computeIfPresent(key, (same, all) -> without(all, doubt));
        }
    }

    private static @Nullable List<Doubt> without(List<Doubt> all, Doubt doubt) {
        List<Doubt> others = all.stream().filter(each -> each != doubt).toList();
        return others.isEmpty() ? null : others;
    }

    /**
     * Gives the claim back until the table has taken it, and then at intervals that double, so that a delayed claim is
     * held no longer than twice its delay.
     */
    private Mono<Void> givenBackAgain(AccountKey key, Doubt doubt) {
        return Flux.range(0, Integer.MAX_VALUE)
                .concatMap(round -> Mono.delay(pause(doubt, round), runtime.scheduler())
                        .then(givenBack(doubt)
                                .retryWhen(new JitteredBackoff(FIRST_WAIT, LONGEST_WAIT, runtime).always())))
                .take(respected, runtime.scheduler())
                .then()
                .onErrorComplete()
                .doFinally(over -> forgotten(key, doubt));
    }

    private static Duration pause(Doubt doubt, int round) {
        return doubt.settled ? FIRST_PAUSE.multipliedBy(1L << Math.min(round, 20)) : FIRST_WAIT;
    }
}
