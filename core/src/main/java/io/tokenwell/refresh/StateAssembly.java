package io.tokenwell.refresh;

import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.ClaimsInDoubt;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.Forgiveness;
import io.tokenwell.refresh.guard.GuardedCooldowns;
import io.tokenwell.refresh.guard.Marks;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.guard.RefreshPermits;
import io.tokenwell.refresh.guard.RejectionPauses;
import io.tokenwell.refresh.model.ForcedRefreshes;
import io.tokenwell.refresh.model.Ports;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.rotation.EscrowedRefresh;
import io.tokenwell.refresh.rotation.RotationSaver;
import io.tokenwell.refresh.settings.RefreshSettings;
import java.time.Duration;

/**
 * The middle part of a provider: what it knows of accounts and platforms, and how attempts end. Only assemblies see it.
 */
final class StateAssembly {

    final ForcedRefreshes forced;
    final RejectionPauses pauses;
    final Cooldowns cooldowns;
    final Marks marks;
    final PlatformGate gate;
    final Forgiveness forgiveness;
    final AttemptClosing end;
    final ClaimsInDoubt doubts;
    final RotationSaver saver;
    final EscrowedRefresh earlier;
    final RefreshPermits permits;

    StateAssembly(Ports ports, RefreshSettings settings, RefreshRuntime runtime, StoreAssembly low) {
        Duration recheck = settings.failureCooldown();
        forced = new ForcedRefreshes(low.freshness, runtime.clock(), settings.rejectedCooldown());
        pauses = new RejectionPauses(forced, runtime, low.reporter, recheck);
        GuardedCooldowns shared =
                new GuardedCooldowns(ports.cooldown(), runtime, settings.cacheTimeout(), low.detached);
        cooldowns = new Cooldowns(shared, runtime, recheck, low.reporter, low.logins, pauses);
        marks = new Marks(low.stored, cooldowns, low.detached, low.reporter, runtime);
        gate = new PlatformGate(low.rules, marks, low.reporter, runtime, settings.endpointTimeout());
        forgiveness = new Forgiveness(low.rules, runtime, settings);
        end = new AttemptClosing(low.stored, low.detached, runtime, settings.lockTtl());
        doubts = new ClaimsInDoubt(low.stored, low.detached, runtime, settings.lockTtl());
        saver = new RotationSaver(low.stored, low.unsaved, end, low.cache, runtime);
        earlier = new EscrowedRefresh(saver, low.unsaved, low.freshness, low.fallback);
        permits = new RefreshPermits(low.rules, runtime);
    }
}
