package io.tokenwell.refresh;

import java.time.Duration;

/** The middle of a provider: what it knows of accounts and platforms, and how attempts end. Only assemblies see it. */
final class StateAssembly {

    final ForcedRefreshes forced;
    final RejectedPauses pauses;
    final Cooldowns cooldowns;
    final Marks marks;
    final PlatformGate gate;
    final AttemptEnd end;
    final ClaimsInDoubt doubts;
    final RotationSaver saver;
    final EarlierRotation earlier;
    final RefreshPermits permits;

    StateAssembly(Ports ports, RefreshSettings settings, RefreshRuntime runtime, StoreAssembly low) {
        Duration recheck = settings.failureCooldown();
        forced = new ForcedRefreshes(low.freshness, runtime.clock(), settings.rejectedCooldown());
        pauses = new RejectedPauses(forced, runtime, low.reporter, recheck);
        SharedCooldowns shared = new SharedCooldowns(ports.cooldown(), runtime, settings.cacheTimeout(), low.detached);
        cooldowns = new Cooldowns(shared, runtime, recheck, low.reporter, low.logins, pauses);
        marks = new Marks(low.stored, cooldowns, low.detached, low.reporter, runtime);
        gate = new PlatformGate(low.rules, marks, low.reporter, runtime, settings.endpointTimeout());
        end = new AttemptEnd(low.stored, low.detached, runtime, settings.lockTtl());
        doubts = new ClaimsInDoubt(low.stored, low.detached, runtime, settings.lockTtl());
        saver = new RotationSaver(low.stored, low.flush, end, low.cache, runtime);
        earlier = new EarlierRotation(saver, low.flush, low.freshness, low.fallback);
        permits = new RefreshPermits(low.rules, runtime);
    }
}
