package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.model.Demand.Ahead;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Serves the newest token at once while its refresh runs in the background, if the provider's mode asks for that; and
 * without any refresh as long as it is valid, where a refresh would end it.
 */
public final class BackgroundRefresh {

    private static final Logger log = LoggerFactory.getLogger(BackgroundRefresh.class);

    private final Freshness freshness;
    private final GuardedAccounts stored;
    private final FallbackToken fallback;
    private final DetachedRefresh detached;
    private final boolean background;
    private final Duration window;
    private final Predicate<Account> endsOldToken;

    /** Creates the stage; {@code endsOldToken} tells where a refresh ends the token in use. */
    public BackgroundRefresh(
            Freshness freshness,
            GuardedAccounts stored,
            FallbackToken fallback,
            DetachedRefresh detached,
            FreshnessSettings settings,
            Predicate<Account> endsOldToken) {
        this.freshness = freshness;
        this.stored = stored;
        this.fallback = fallback;
        this.detached = detached;
        this.background = settings.mode() == RefreshMode.BACKGROUND;
        this.window = settings.refreshSkew();
        this.endsOldToken = endsOldToken;
    }

    /**
     * Emits the newest token at once and begins its refresh. Empty if the caller has to wait, as a caller does whose
     * token was rejected.
     */
    Mono<Served> served(Walk walk, Function<Walk, Mono<Served>> refresh) {
        if (walk.demand() instanceof OtherThan) {
            return Mono.empty();
        }
        if (endsOldToken.test(walk.account())) {
            return newest(walk).filter(freshness::surelyValid).flatMap(this::servedToItsEnd);
        }
        return background
                ? newest(walk).filter(freshness::surelyValid).flatMap(row -> servedAtOnce(row, refresh))
                : Mono.empty();
    }

    private Mono<Served> servedToItsEnd(Account row) {
        return fallback.still(row, freshness.life(row.credentials()).orElse(Duration.ZERO));
    }

    private Mono<Account> newest(Walk walk) {
        return walk.rowRead()
                ? Mono.just(walk.account())
                : stored.newest(walk.account()).doOnNext(walk::replaceBy);
    }

    /**
     * Caches the token for at most half of its remaining life, so that a refresh that failed is begun again in time.
     */
    private Mono<Served> servedAtOnce(Account row, Function<Walk, Mono<Served>> refresh) {
        Duration half = freshness.life(row.credentials()).orElse(Duration.ZERO).dividedBy(2);
        return fallback.still(row, half).doOnNext(token -> start(row, refresh));
    }

    private void start(Account row, Function<Walk, Mono<Served>> refresh) {
        Ahead demand = new Ahead(AccountKey.of(row), window, Set.of(Account.ACTIVE));
        if (!demand.satisfiedBy(row, freshness)) {
            detached.begun(row, demand, refresh)
                    .subscribe(
                            token -> {},
                            failure -> log.debug(
                                    "Refresh behind failed: account_id={} error={}",
                                    AccountIds.encoded(row.id()),
                                    failure.toString()));
        }
    }
}
