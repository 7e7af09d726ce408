package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings into the table what instances that are gone have left in escrow, asked for or not: while the cache serves such a token,
 * nobody claims its account. The table knows which attempts never ended; for each of those the escrow is looked into.
 */
final class EscrowSweep {

    private static final Logger log = LoggerFactory.getLogger(EscrowSweep.class);

    /** Instances that start together, or find the table back together, spread out. */
    private static final double JITTER = 0.5;

    private static final int PAGE = 100;

    /** After an outage of the endpoint each account may have an attempt of unknown end: they are looked at by and by. */
    private static final int PAGES = 10;

    private static final int AT_ONCE = 4;

    private final TroubleLog looking;
    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final RotationSaver saver;
    private final EarlierRotation earlier;
    private final ClaimsInDoubt claims;
    private final AttemptEnd end;
    private final RotationFlush flush;
    private final RefreshRuntime runtime;
    private final Duration claimTtl;
    private final Stop closing;
    private final UnfinishedQuery first;
    private UnfinishedQuery next;

    EscrowSweep(RefreshParts parts) {
        this.looking = new TroubleLog(log, "Unfinished attempts not readable, looking again later", parts.runtime());
        this.repository = parts.repository();
        this.stored = parts.stored();
        this.saver = parts.saver();
        this.earlier = new EarlierRotation(parts);
        this.claims = parts.claims();
        this.end = parts.end();
        this.flush = parts.flush();
        this.runtime = parts.runtime();
        this.claimTtl = parts.settings().lockTtl();
        this.closing = parts.closing();
        this.first = UnfinishedQuery.first(claimTtl, parts.settings().escrowTtl(), PAGE);
        this.next = first;
    }

    /** Looks again and again, about once in a claim's life. Completes once the provider closes; never errors. */
    Mono<Void> running() {
        return Mono.defer(() -> closing.orAfter(Mono.delay(runtime.jittered(claimTtl, JITTER), runtime.scheduler())))
                .then(Mono.defer(() -> closing.isSet() ? Mono.empty() : swept()))
                .repeat(() -> !closing.isSet())
                .then();
    }

    private Mono<Void> swept() {
        return Mono.defer(this::pageSwept)
                .repeat(PAGES - 1, () -> next.afterId() != first.afterId() && !closing.isSet())
                .then()
                .onErrorResume(failure -> Mono.fromRunnable(() -> looking.failed("unfinished", failure)));
    }

    private Mono<Void> pageSwept() {
        return stored.bounded(repository.unfinished(next))
                .doOnNext(this::turned)
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::broughtHome, AT_ONCE)
                .then();
    }

    private void turned(List<Long> page) {
        next = page.size() < PAGE ? first : next.following(page.get(page.size() - 1));
    }

    /** What this process has redeemed itself is tried again anyway. */
    private Mono<Void> broughtHome(long accountId) {
        return saver.inEscrow(new AccountKey(accountId))
                .filter(rotation -> !flush.holds(rotation))
                .flatMap(this::finished)
                .onErrorResume(failure -> Mono.fromRunnable(
                        () -> log.debug("Escrow not swept: account_id={} error={}", accountId, failure.toString())));
    }

    /** Known to the end of this process before it looks whether that has come: nothing begins behind its back. */
    private Mono<Void> finished(EscrowedRotation rotation) {
        AccountKey key = rotation.key();
        Mono<Void> work = Mono.defer(() ->
                        closing.isSet() ? Mono.<Account>empty() : stored.bounded(repository.findById(key.accountId())))
                .filter(row -> Rotations.redeemedFrom(row, rotation))
                .flatMap(row -> claimed(new RefreshClaim(row, runtime.newOwner(), false), rotation))
                .cache();
        flush.detached(key, work.onErrorComplete());
        return work;
    }

    private Mono<Void> claimed(RefreshClaim wanted, EscrowedRotation rotation) {
        ClaimRequest request = new ClaimRequest(wanted.account().id(), wanted.owner(), claimTtl, claimTtl);
        return claims.settled(AccountKey.of(wanted.account()))
                .then(Mono.defer(() -> claims.asked(wanted.account(), request)))
                .filter(RefreshClaim::granted)
                .flatMap(claim -> Rotations.redeemedFrom(claim.account(), rotation)
                        ? earlier.saved(claim, rotation).then()
                        : end.abandoned(claim).then());
    }
}
