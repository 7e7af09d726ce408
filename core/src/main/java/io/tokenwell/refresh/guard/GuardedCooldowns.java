package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The cooldowns that all instances share, as far as they can be reached. The claim tells what they do not. */
public final class GuardedCooldowns {

    private static final Logger log = LoggerFactory.getLogger(GuardedCooldowns.class);

    private final RefreshCooldown shared;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final DetachedWork detached;
    private final TroubleLog sharing;

    public GuardedCooldowns(RefreshCooldown shared, RefreshRuntime runtime, Duration timeout, DetachedWork detached) {
        this.shared = shared;
        this.runtime = runtime;
        this.timeout = timeout;
        this.detached = detached;
        this.sharing = new TroubleLog(log, "Shared cooldowns not reachable, the claim decides alone", runtime);
    }

    /** Emits the cooldown; empty if there is none, or if the store cannot be asked. Never errors. */
    Mono<SharedCooldown> find(AccountKey key) {
        Mono<SharedCooldown> question = UnansweredStore.asked(shared.find(key), timeout, runtime)
                .onErrorResume(failure -> {
                    sharing.failed(key, failure);
                    return Mono.empty();
                });
        return UnansweredStore.spared(question, Mono.empty());
    }

    /** Shares a cooldown for the refresh token that the row has. Completes empty, never errors. */
    Mono<Void> start(Account row, Cooldown cooldown) {
        AccountKey key = AccountKey.of(row);
        return quietly(
                key, shared.start(key, new SharedCooldown(row.credentials().tokenVersion(), cooldown)));
    }

    /** Ends the shared cooldown. Completes empty, never errors. */
    Mono<Void> end(AccountKey key) {
        return quietly(key, shared.end(key));
    }

    private Mono<Void> quietly(AccountKey key, Mono<Void> work) {
        Mono<Void> quiet = UnansweredStore.asked(work, timeout, runtime).onErrorResume(failure -> {
            sharing.failed(key, failure);
            return Mono.empty();
        });
        return UnansweredStore.written(quiet, late -> detached.begun(key, late));
    }
}
