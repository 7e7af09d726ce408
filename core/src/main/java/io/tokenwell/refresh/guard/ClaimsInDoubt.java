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
 * Claims that were asked for and not answered: each may be ours, and then everybody waits for nobody. All of them are given
 * back, before another one of the account is asked for: so an outage under many calls leaves few. And again later, as a claim
 * that is late may come to the table after it was given back.
 */
public final class ClaimsInDoubt {

    private static final Logger log = LoggerFactory.getLogger(ClaimsInDoubt.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** A table that takes what is given back but no claim is not asked ever more. */
    private static final int MOST_OF_AN_ACCOUNT = 8;

    private final GuardedAccounts stored;
    private final AccountRepository repository;
    private final DetachedWork detached;
    private final RefreshRuntime runtime;
    private final Duration respected;
    private final TroubleLog giving;
    private final ConcurrentMap<AccountKey, List<Doubt>> doubts = new ConcurrentHashMap<>();

    /** One claim, under an owner of its own that nobody redeems for. */
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

    /** Comes before a claim. Errors while the table is out of reach: then it would not answer to a claim either. */
    public Mono<Void> settled(AccountKey key) {
        return Mono.defer(() -> Mono.when(doubts.getOrDefault(key, List.of()).stream()
                .filter(doubt -> !doubt.settled)
                .map(this::givenBack)
                .toList()));
    }

    /** When a claim that is asked for now will end. */
    public ClaimEnd end(Duration claimTtl) {
        return ClaimEnd.in(claimTtl, runtime);
    }

    /** The claim on an account, as far as that is known; empty if the table has none. */
    public Mono<RefreshClaim> asked(Account known, ClaimRequest request) {
        return stored.bounded(repository.claimRefresh(request))
                .doOnError(silent -> doubted(new RefreshClaim(known, request.owner(), false)));
    }

    /** A row that cannot be read was written all the same. */
    private Mono<Void> givenBack(Doubt doubt) {
        return stored.bounded(Mono.defer(() -> repository.abandon(doubt.claim)))
                .onErrorResume(InvalidAccountException.class, written -> Mono.empty())
                .then(Mono.fromRunnable(() -> doubt.settled = true));
    }

    /** Nobody waits for it, but the end of this process does once: a row that somebody holds locked can be read, not written. */
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

    /** The one that there is no room for any more, if there is. */
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

    /** Until the table has taken it, and then ever more rarely: a claim that was late is held no longer than twice that. */
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
