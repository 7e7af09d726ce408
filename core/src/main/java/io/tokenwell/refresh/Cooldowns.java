package io.tokenwell.refresh;

import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Accounts of this process that must not be redeemed before some time, and why. */
final class Cooldowns {

    private final RefreshRuntime runtime;
    private final ConcurrentMap<AccountKey, Cooldown> cooldowns = new ConcurrentHashMap<>();

    private record Cooldown(Duration until, Throwable reason) {}

    Cooldowns(RefreshRuntime runtime) {
        this.runtime = runtime;
    }

    void start(AccountKey key, Duration length, Throwable reason) {
        cooldowns.put(key, new Cooldown(runtime.elapsed().plus(length), reason));
    }

    void end(AccountKey key) {
        cooldowns.remove(key);
    }

    /** Why the account may not be redeemed now; empty if it may. */
    Optional<Throwable> reason(AccountKey key) {
        Cooldown cooldown = cooldowns.get(key);
        if (cooldown == null) {
            return Optional.empty();
        }
        if (cooldown.until().compareTo(runtime.elapsed()) <= 0) {
            cooldowns.remove(key, cooldown);
            return Optional.empty();
        }
        return Optional.of(cooldown.reason());
    }
}
