package io.tokenwell.refresh;

import io.tokenwell.spi.CachedToken;
import reactor.core.publisher.Mono;

/** A cooldown that another instance has told of, and the answer it leaves to give. */
final class ToldCooldown {

    private final Cooldowns cooldowns;
    private final StoredAccounts stored;
    private final FallbackToken fallback;

    ToldCooldown(RefreshParts parts) {
        this.cooldowns = parts.cooldowns();
        this.stored = parts.stored();
        this.fallback = parts.fallback();
    }

    /** Completes empty if there is none; a row of another version than it is about ends it. */
    Mono<Mono<CachedToken>> answered(Call call) {
        return cooldowns
                .shared(call.key())
                .flatMap(cooldown -> stored.current(call.account())
                        .filter(row -> row.credentials().tokenVersion() == cooldown.version())
                        .map(row -> fallback.duringCooldown(row, cooldowns.told(row, cooldown.cooldown()))));
    }
}
