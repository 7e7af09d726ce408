package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Cooldowns in the memory of this process. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class InMemoryRefreshCooldown implements RefreshCooldown {

    private record Running(SharedCooldown started, Instant until) {

        boolean endsAfter(Running other) {
            return until.isAfter(other.until);
        }

        Optional<SharedCooldown> leftAt(Instant now) {
            Duration left = Duration.between(now, until);
            Cooldown whole = started.cooldown();
            return left.isNegative() || left.isZero()
                    ? Optional.empty()
                    : Optional.of(new SharedCooldown(
                            started.version(), new Cooldown(whole.reason(), left, whole.outcomeUnknown())));
        }
    }

    private final ExpiringEntries<Running> entries;
    private final Clock clock;

    /**
     * No cooldowns.
     *
     * @param clock tells when one is over
     */
    public InMemoryRefreshCooldown(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.entries = new ExpiringEntries<>(clock);
    }

    @Override
    public Mono<SharedCooldown> find(AccountKey key) {
        return Mono.defer(
                () -> Mono.justOrEmpty(entries.find(key).flatMap(running -> running.leftAt(clock.instant()))));
    }

    @Override
    public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
        return Mono.fromRunnable(() -> {
            Duration length = cooldown.cooldown().length();
            Running next = new Running(cooldown, clock.instant().plus(length));
            entries.putIf(key, next, length, running -> !running.endsAfter(next));
        });
    }

    @Override
    public Mono<Void> end(AccountKey key) {
        return Mono.fromRunnable(() -> entries.removeIf(key, any -> true));
    }
}
