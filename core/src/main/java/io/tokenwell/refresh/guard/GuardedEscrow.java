package io.tokenwell.refresh.guard;

import io.tokenwell.AccountIds;
import io.tokenwell.ShownText;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The given escrow, and this process's memory for when the given one fails or forgets. */
public final class GuardedEscrow {

    private static final Logger log = LoggerFactory.getLogger(GuardedEscrow.class);

    private final RotationEscrow given;
    private final boolean shared;
    private final RotationEscrow memory;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration timeToLive;
    private final TroubleLog keeping;

    /** Creates the escrow; {@code shared} tells whether what the given one keeps outlives this process. */
    public GuardedEscrow(RotationEscrow given, boolean shared, RefreshRuntime runtime, RefreshSettings settings) {
        this.given = given;
        this.shared = shared;
        this.memory = new InMemoryRotationEscrow(runtime.clock());
        this.runtime = runtime;
        this.timeout = settings.cacheTimeout();
        this.timeToLive = settings.escrowTtl();
        this.keeping = new TroubleLog(log, "Escrow failed, redeemed credentials are in memory only", runtime);
    }

    /**
     * Emits the rotation that fits, this process's own first; empty if there is none; errors if that cannot be told.
     * Asks even if Redis has left other questions of the walk unanswered.
     */
    public Mono<EscrowedRotation> find(AccountKey key, Predicate<EscrowedRotation> fits) {
        return memory.find(key)
                .filter(fits)
                .switchIfEmpty(Mono.defer(() -> shared(key).filter(fits)));
    }

    /**
     * Emits what the given escrow keeps of an account, whichever process redeemed it; empty if nothing; errors if that
     * cannot be told.
     */
    public Mono<EscrowedRotation> shared(AccountKey key) {
        return UnansweredStore.asked(Mono.defer(() -> given.find(key)), timeout, runtime);
    }

    /**
     * Keeps the rotation in memory before the table has it: another walk of this process must not take it for lost, as
     * after the machine was suspended. Never errors.
     */
    public Mono<Void> remembered(EscrowedRotation rotation) {
        return memory.keep(rotation, timeToLive).then();
    }

    /**
     * Keeps the rotation, and emits whether it would survive this process. Memory keeps it in any case: the given
     * escrow may forget what it has taken before the table is back.
     */
    public Mono<Boolean> kept(EscrowedRotation rotation) {
        return memory.keep(rotation, timeToLive)
                .then(UnansweredStore.asked(Mono.defer(() -> given.keep(rotation, timeToLive)), timeout, runtime))
                .flatMap(taken -> taken ? Mono.just(shared) : inMemoryOnly(rotation, "it keeps one of a newer row"))
                .switchIfEmpty(Mono.defer(() -> inMemoryOnly(rotation, "it does not say whether it kept it")))
                .onErrorResume(failure -> inMemoryOnly(rotation, ShownText.line(failure)));
    }

    private Mono<Boolean> inMemoryOnly(EscrowedRotation rotation, String reason) {
        keeping.happened("account_id=" + AccountIds.encoded(rotation.key().accountId()) + " error=" + reason);
        return Mono.just(false);
    }

    /** Removes the rotation from memory: the table has taken it, or is not to take it any more. */
    public Mono<Void> forgotten(EscrowedRotation rotation) {
        return memory.remove(rotation);
    }

    /**
     * Keeps a pair that lost against a new login, but never in the place of a pair that is at risk. Completes empty,
     * never errors.
     */
    public Mono<Void> keptAside(EscrowedRotation rotation) {
        return Mono.defer(() -> given.find(rotation.key()))
                .hasElement()
                .filter(taken -> !taken)
                .flatMap(free -> given.keep(rotation, timeToLive))
                .timeout(timeout, runtime.scheduler())
                .onErrorResume(failure -> {
                    log.warn(
                            "Superseded rotation not kept: account_id={} error={}",
                            AccountIds.encoded(rotation.key().accountId()),
                            ShownText.line(failure));
                    return Mono.empty();
                })
                .then();
    }

    /** Removes what another attempt has left here, now that the table has it. Completes empty, never errors. */
    public Mono<Void> saved(EscrowedRotation rotation) {
        log.warn(
                "Rotation saved: what another attempt has left in escrow is in the table: account_id={}",
                AccountIds.encoded(rotation.key().accountId()));
        return removed(rotation);
    }

    public Mono<Void> removed(EscrowedRotation rotation) {
        return forgotten(rotation)
                .then(Mono.defer(() -> given.remove(rotation))
                        .timeout(timeout, runtime.scheduler())
                        .onErrorResume(failure -> {
                            log.warn(
                                    "Escrow not emptied, it will expire: account_id={} error={}",
                                    AccountIds.encoded(rotation.key().accountId()),
                                    ShownText.line(failure));
                            return Mono.empty();
                        }));
    }
}
