package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.model.Demand.Ahead;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What refreshing ahead may ask of a provider: to refresh an account that nobody asks for, and whether that needs a login. */
public record Renewal(DetachedRefresh detached, Function<Walk, Mono<Served>> refresh, Cooldowns cooldowns) {

    /**
     * Begins it; it goes on whoever leaves. Emits the token that the account has then, an error if it has none; empty if another
     * is at it or nobody may be.
     */
    public Mono<CachedToken> begun(Account known, Ahead demand) {
        return detached.begun(known, demand, refresh);
    }

    public boolean needsLogin(AccountKey key) {
        return cooldowns.known(key).filter(Cooldowns.Entry::needsLogin).isPresent();
    }
}
