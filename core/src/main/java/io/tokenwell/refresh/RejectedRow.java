package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** What the table says to a call whose token was rejected. The snapshot says nothing: it may be as old as the token. */
final class RejectedRow {

    private final StoredAccounts stored;
    private final AccountRules rules;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final ForcedRefreshes forcedRefreshes;
    private final RejectedPauses pauses;
    private final RotationFlush flush;

    RejectedRow(RefreshParts parts) {
        this.stored = parts.stored();
        this.rules = parts.rules();
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
        this.forcedRefreshes = parts.forcedRefreshes();
        this.pauses = parts.pauses();
        this.flush = parts.flush();
    }

    /** Another token that is not due: somebody has refreshed. Empty if a refresh has to follow; errors while it has to wait. */
    Mono<CachedToken> otherToken(Call call) {
        return row(call)
                .flatMap(row ->
                        call.rejects(row) || freshness.due(row.credentials()) ? inTurn(call, row) : newer(call, row));
    }

    /** While this process holds a pair that the table has not taken, the row's token is the one from before it. */
    private Mono<CachedToken> newer(Call call, Account row) {
        return flush.atRisk(call.key())
                ? Mono.error(() -> RejectedPauses.stillThere(
                        call.accountId(), "the account table has not taken its last refresh yet", null))
                : fallback.rowInstead(row, row);
    }

    /** Read once: later the claim tells more. Without a row the claim tells why. */
    private Mono<Account> row(Call call) {
        return call.rowRead()
                ? Mono.just(call.account())
                : stored.rowOrEmpty(call.accountId()).map(rules::checkedRow).doOnNext(call::replaceBy);
    }

    private Mono<CachedToken> inTurn(Call call, Account row) {
        Duration left = forcedRefreshes.pause(call, row);
        return left.isZero() ? Mono.empty() : Mono.error(() -> pauses.paused(call.key(), call.rejected(), left));
    }
}
