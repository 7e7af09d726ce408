package io.tokenwell.refresh.ahead;

import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.model.Turns;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Searches the table to its end, page by page: the next page is read when all accounts of this one have been refreshed.
 */
public final class ExpiryScan {

    private final Function<ExpiringQuery, Mono<List<ExpiringAccount>>> pages;
    private final AheadTurn turn;
    private final RefreshAheadSettings settings;
    private final Duration soon;
    private final RefreshRuntime runtime;
    private final StopSignal stop;

    /** Creates the scan; an account whose token has no more life than {@code soon} is not kept waiting for others. */
    public ExpiryScan(
            Function<ExpiringQuery, Mono<List<ExpiringAccount>>> pages,
            AheadTurn turn,
            RefreshAheadSettings settings,
            Duration soon,
            RefreshRuntime runtime,
            StopSignal stop) {
        this.pages = pages;
        this.turn = turn;
        this.settings = settings;
        this.soon = soon;
        this.runtime = runtime;
        this.stop = stop;
    }

    /**
     * Scans the table. Completes when no account is left or the scan was stopped; errors if the table does not answer.
     */
    Mono<Void> done(ExpiringQuery first) {
        return refreshed(first)
                .expand(next -> stop.isSet() ? Mono.empty() : refreshed(next))
                .then();
    }

    /** Refreshes a page. Emits the query for the next page; completes empty after the last one. */
    private Mono<ExpiringQuery> refreshed(ExpiringQuery query) {
        return pages.apply(query).flatMap(page -> refreshed(page).then(Mono.justOrEmpty(following(query, page))));
    }

    private static Optional<ExpiringQuery> following(ExpiringQuery query, List<ExpiringAccount> page) {
        return page.size() < query.limit() ? Optional.empty() : Optional.of(query.following(page.get(page.size() - 1)));
    }

    private Mono<Void> refreshed(List<ExpiringAccount> page) {
        Turns turns = new Turns(page, soon, runtime);
        return Flux.<ExpiringAccount>generate(sink -> next(turns, sink))
                .flatMap(this::refreshedInTurn, settings.maxRefreshes())
                .then();
    }

    private static void next(Turns turns, SynchronousSink<ExpiringAccount> sink) {
        ExpiringAccount account = turns.next();
        if (account == null) {
            sink.complete();
        } else {
            sink.next(account);
        }
    }

    private Mono<Void> refreshedInTurn(ExpiringAccount found) {
        Duration wait = turn.left();
        Mono<Void> paced = wait.isZero() ? Mono.empty() : stop.orAfter(Mono.delay(wait, runtime.scheduler()));
        return paced.then(Mono.defer(() -> stop.isSet() ? Mono.empty() : turn.refreshed(found)));
    }
}
