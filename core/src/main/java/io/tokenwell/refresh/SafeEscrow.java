package io.tokenwell.refresh;

import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The given escrow, and this process's memory for when that fails. */
final class SafeEscrow {

    private static final Logger log = LoggerFactory.getLogger(SafeEscrow.class);

    private final RotationEscrow given;
    private final boolean shared;
    private final RotationEscrow memory;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration timeToLive;

    /** {@code shared}: what the given one keeps outlives this process. */
    SafeEscrow(RotationEscrow given, boolean shared, RefreshRuntime runtime, RefreshSettings settings) {
        this.given = given;
        this.shared = shared;
        this.memory = new InMemoryRotationEscrow(runtime.clock());
        this.runtime = runtime;
        this.timeout = settings.cacheTimeout();
        this.timeToLive = settings.escrowTtl();
    }

    /** Asked however silent Redis is. The rotation that fits, what only this process has first; empty if there is none; errors if that cannot be told. */
    Mono<EscrowedRotation> find(AccountKey key, Predicate<EscrowedRotation> fits) {
        return memory.find(key)
                .filter(fits)
                .switchIfEmpty(Silence.asked(Mono.defer(() -> given.find(key)), timeout, runtime)
                        .filter(fits));
    }

    /** Emits whether it would survive this process; if not, it is kept here. */
    Mono<Boolean> kept(EscrowedRotation rotation) {
        return Silence.asked(Mono.defer(() -> given.keep(rotation, timeToLive)), timeout, runtime)
                .flatMap(taken -> taken ? Mono.just(shared) : inMemory(rotation, "it keeps one of a newer row"))
                .switchIfEmpty(Mono.defer(() -> inMemory(rotation, "it does not say whether it kept it")))
                .onErrorResume(failure -> inMemory(rotation, failure.toString()));
    }

    private Mono<Boolean> inMemory(EscrowedRotation rotation, String reason) {
        log.error("Escrow failed, kept in memory only: key={} error={}", rotation.key(), reason);
        return memory.keep(rotation, timeToLive).thenReturn(false);
    }

    /** For a pair that lost against a new login: never in the place of one that is at risk. Completes empty, never errors. */
    Mono<Void> keptAside(EscrowedRotation rotation) {
        return Mono.defer(() -> given.find(rotation.key()))
                .hasElement()
                .filter(taken -> !taken)
                .flatMap(free -> given.keep(rotation, timeToLive))
                .timeout(timeout, runtime.scheduler())
                .onErrorResume(failure -> {
                    log.warn("Superseded rotation not kept: key={} error={}", rotation.key(), failure.toString());
                    return Mono.empty();
                })
                .then();
    }

    Mono<Void> removed(EscrowedRotation rotation) {
        return memory.remove(rotation)
                .then(Mono.defer(() -> given.remove(rotation))
                        .timeout(timeout, runtime.scheduler())
                        .onErrorResume(failure -> {
                            log.warn(
                                    "Escrow not emptied, it will expire: key={} error={}",
                                    rotation.key(),
                                    failure.toString());
                            return Mono.empty();
                        }));
    }
}
