package io.tokenwell.refresh.rotation;

import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings into the table what instances that are gone have left in escrow, whether a caller asks for it or not: while
 * the cache serves such a token, no walk claims its account. The table knows which attempts never ended; the sweep
 * looks into escrow for each of them.
 */
public final class EscrowSweep {

    private static final Logger log = LoggerFactory.getLogger(EscrowSweep.class);

    /** Spreads out instances that start together, or that find the table back together. */
    private static final double JITTER = 0.5;

    private static final int PAGE = 100;

    /**
     * The most pages of one sweep: after an outage of the endpoint each account may have an attempt of unknown end, and
     * they are looked at by and by.
     */
    private static final int PAGES = 10;

    private static final int AT_ONCE = 4;

    private final TroubleLog looking;
    private final GuardedAccounts stored;
    private final EscrowedHome home;
    private final RefreshRuntime runtime;
    private final Duration claimTtl;
    private final StopSignal closing;
    private final UnfinishedQuery first;
    private UnfinishedQuery next;

    public EscrowSweep(
            GuardedAccounts stored,
            EscrowedHome home,
            RefreshRuntime runtime,
            RefreshSettings settings,
            StopSignal closing) {
        this.looking = new TroubleLog(log, "Unfinished attempts not readable, looking again later", runtime);
        this.stored = stored;
        this.home = home;
        this.runtime = runtime;
        this.claimTtl = settings.lockTtl();
        this.closing = closing;
        this.first = UnfinishedQuery.first(claimTtl, settings.escrowTtl(), PAGE);
        this.next = first;
    }

    /** Sweeps again and again, about once in a claim's life. Completes once the provider closes; never errors. */
    public Mono<Void> running() {
        return Mono.defer(() -> closing.orAfter(Mono.delay(runtime.jittered(claimTtl, JITTER), runtime.scheduler())))
                .then(Mono.defer(() -> closing.isSet() ? Mono.empty() : swept()))
                .repeat(() -> !closing.isSet())
                .then();
    }

    private Mono<Void> swept() {
        return Mono.defer(this::pageSwept)
                .repeat(PAGES - 1, () -> !next.afterId().equals(first.afterId()) && !closing.isSet())
                .then()
                .onErrorResume(failure -> Mono.fromRunnable(() -> looking.failed("unfinished", failure)));
    }

    private Mono<Void> pageSwept() {
        return stored.bounded(stored.repository().unfinished(next))
                .doOnNext(this::turned)
                .flatMapMany(Flux::fromIterable)
                .flatMap(home::brought, AT_ONCE)
                .then();
    }

    private void turned(List<String> page) {
        next = page.size() < PAGE ? first : next.following(page.get(page.size() - 1));
    }
}
