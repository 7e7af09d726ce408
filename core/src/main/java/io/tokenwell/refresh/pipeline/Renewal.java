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

/**
 * What refreshing ahead may ask of a provider: to refresh an account that no caller asks for, and whether an account
 * needs a login.
 */
public record Renewal(DetachedRefresh detached, Function<Walk, Mono<Served>> refresh, Cooldowns cooldowns) {

    /**
     * Begins a refresh that goes on even if its subscriber leaves. Emits the token that the account has then; errors if
     * it has none; empty if the account is already being refreshed or may not be.
     */
    public Mono<CachedToken> begun(Account known, Ahead demand) {
        return detached.begun(known, demand, refresh);
    }

    public boolean needsLogin(AccountKey key) {
        return cooldowns.known(key).filter(Cooldowns.Entry::needsLogin).isPresent();
    }
}
