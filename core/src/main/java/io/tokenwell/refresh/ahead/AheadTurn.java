package io.tokenwell.refresh.ahead;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.Credentials;
import io.tokenwell.refresh.model.Demand.Ahead;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.pipeline.Renewal;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ExpiringAccount;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Refreshes one account that was found to expire soon, and counts how that ended. */
public final class AheadTurn {

    private final Renewal renewal;
    private final Freshness freshness;
    private final RefreshAheadSettings settings;
    private final AheadCounters counters;
    private final FailureThrottle pace;

    public AheadTurn(
            Renewal renewal,
            Freshness freshness,
            RefreshAheadSettings settings,
            AheadCounters counters,
            FailureThrottle pace) {
        this.renewal = renewal;
        this.freshness = freshness;
        this.settings = settings;
        this.counters = counters;
        this.pace = pace;
    }

    /** Returns how much longer the next refresh has to be held back, as refreshes fail one after the other. */
    Duration left() {
        return pace.left();
    }

    Mono<Void> refreshed(ExpiringAccount found) {
        return Mono.defer(() -> {
            counters.begun();
            return outcome(found)
                    .doOnNext(outcome -> counters.ended(found.platform(), outcome))
                    .doOnNext(pace::ended)
                    .then();
        });
    }

    private Mono<AheadOutcome> outcome(ExpiringAccount found) {
        // The table may have texts that are no ids: no caller can ask for such an account.
        return AccountIds.problem(found.accountId()) != null
                        || freshness.outlives(settings.window(), found.expiresAt(), found.tokenVersion())
                ? Mono.just(AheadOutcome.SKIPPED)
                : renewal.begun(known(found), demand(found))
                        .map(token -> outcome(found, token))
                        .defaultIfEmpty(AheadOutcome.SKIPPED)
                        .onErrorResume(failure -> Mono.just(failed(found)));
    }

    private Ahead demand(ExpiringAccount found) {
        return new Ahead(new AccountKey(found.accountId()), settings.window(), settings.statuses());
    }

    /** Returns what the scan has found of the account; the claim reads the rest. */
    private static Account known(ExpiringAccount found) {
        return Account.active(
                found.accountId(),
                found.platform(),
                Credentials.of(Map.of(
                        Credentials.EXPIRES_AT, found.expiresAt().toString(),
                        Credentials.TOKEN_VERSION, found.tokenVersion())));
    }

    private AheadOutcome outcome(ExpiringAccount found, CachedToken token) {
        return token.version() > found.tokenVersion() ? AheadOutcome.RENEWED : failed(found);
    }

    private AheadOutcome failed(ExpiringAccount found) {
        return renewal.needsLogin(new AccountKey(found.accountId()))
                ? AheadOutcome.LOGIN_REQUIRED
                : AheadOutcome.FAILED;
    }
}
