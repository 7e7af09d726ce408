package io.tokenwell.refresh.model;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import reactor.core.publisher.Mono;

/** Shares no cooldowns, where no store is given: each process knows its own, and the claims tell of those of others. */
public enum NotShared implements RefreshCooldown {
    INSTANCE;

    @Override
    public Mono<SharedCooldown> find(AccountKey key) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> end(AccountKey key) {
        return Mono.empty();
    }
}
