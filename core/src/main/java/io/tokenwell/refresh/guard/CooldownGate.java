package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.WaitReporter;
import reactor.core.publisher.Mono;

/** Stands before all refreshes of an account, and answers those that may not begin now. */
public final class CooldownGate {

    private final Cooldowns cooldowns;
    private final GuardedAccounts stored;
    private final AccountRules rules;
    private final FallbackToken fallback;
    private final StopSignal closing;
    private final WaitReporter reporter;

    public CooldownGate(
            Cooldowns cooldowns,
            GuardedAccounts stored,
            AccountRules rules,
            FallbackToken fallback,
            StopSignal closing,
            WaitReporter reporter) {
        this.cooldowns = cooldowns;
        this.stored = stored;
        this.rules = rules;
        this.fallback = fallback;
        this.closing = closing;
        this.reporter = reporter;
    }

    /**
     * Emits the answer for a refresh that may not begin; empty if the account may be refreshed, as far as this process
     * knows.
     */
    public Mono<Served> closed(Walk walk) {
        if (!rules.refreshed(walk.account())) {
            return fallback.unrefreshed(walk);
        }
        if (closing.isSet()) {
            return fallback.whileClosing(walk);
        }
        return cooldowns
                .known(walk.key())
                .map(cooldown -> duringCooldown(walk, cooldown))
                .orElseGet(Mono::empty);
    }

    /**
     * Emits the answer during a cooldown. Empty if a new login has ended the cooldown, whatever its version: the row
     * decides.
     */
    private Mono<Served> duringCooldown(Walk walk, Cooldowns.Entry cooldown) {
        return stored.current(walk.account()).flatMap(row -> {
            if (cooldown.concerns(row)) {
                return fallback.duringCooldown(row, cooldown);
            }
            cooldowns.forget(walk.key());
            walk.replaceBy(row);
            return Mono.empty();
        });
    }

    /**
     * Emits the answer during a cooldown that another instance shares; empty if there is none. A row of another version
     * ends that cooldown.
     */
    public Mono<Served> duringSharedCooldown(Walk walk) {
        return Mono.defer(() -> cooldowns.shared(walk.key()))
                .flatMap(cooldown -> stored.current(walk.account())
                        .filter(row -> row.credentials().tokenVersion() == cooldown.version())
                        .flatMap(row -> fallback.duringCooldown(row, cooldowns.adopted(row, cooldown.cooldown()))));
    }

    public void requested(Walk walk) {
        reporter.requested(walk);
    }
}
