package io.tokenwell.tck.mutants;

import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryRefreshCooldown;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RefreshCooldownContract;
import io.tokenwell.tck.RefreshCooldownOutageContract;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Good cooldowns under the contract; a mutant overrides one method. */
abstract class CooldownUnderTest implements RefreshCooldownContract, RefreshCooldownOutageContract {

    final ManualClock clock = new ManualClock();
    final RefreshCooldown good = new InMemoryRefreshCooldown(clock);

    @Override
    public RefreshCooldown cooldown() {
        return new Delegating(this);
    }

    @Override
    public RefreshCooldown unreachableCooldown() {
        return new Unreachable(this);
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }

    Mono<SharedCooldown> find(AccountKey key) {
        return good.find(key);
    }

    Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
        return good.start(key, cooldown);
    }

    Mono<Void> end(AccountKey key) {
        return good.end(key);
    }

    <T> Mono<T> outage(AccountKey key) {
        return Mono.error(new TokenStorageException(key.accountId(), "memory", "test", null));
    }

    private record Delegating(CooldownUnderTest target) implements RefreshCooldown {

        @Override
        public Mono<SharedCooldown> find(AccountKey key) {
            return target.find(key);
        }

        @Override
        public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return target.start(key, cooldown);
        }

        @Override
        public Mono<Void> end(AccountKey key) {
            return target.end(key);
        }
    }

    private record Unreachable(CooldownUnderTest target) implements RefreshCooldown {

        @Override
        public Mono<SharedCooldown> find(AccountKey key) {
            return target.outage(key);
        }

        @Override
        public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return target.outage(key);
        }

        @Override
        public Mono<Void> end(AccountKey key) {
            return target.outage(key);
        }
    }
}
