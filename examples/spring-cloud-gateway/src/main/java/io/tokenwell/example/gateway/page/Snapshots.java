package io.tokenwell.example.gateway.page;

import io.tokenwell.example.gateway.page.Snapshot.Health;
import io.tokenwell.example.gateway.page.Snapshot.Stores;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Takes snapshots: asks the table and Redis, never longer than for the limit, and shows what is known when they do not answer. */
final class Snapshots {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** What was known last. */
    private record Known(List<AccountRow> rows, boolean current) {}

    private final RefreshingAccessTokenProvider tokens;
    private final WatchedTokens calls;
    private final RecentEvents events;
    private final AccountsReader accounts;
    private final Mono<Boolean> redis;
    private final Duration skew;
    private final List<String> demo;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong number = new AtomicLong();
    private volatile List<AccountRow> last = List.of();

    Snapshots(
            RefreshingAccessTokenProvider tokens,
            WatchedTokens calls,
            RecentEvents events,
            AccountsReader accounts,
            Mono<Boolean> redis,
            Duration skew,
            List<String> demo) {
        this.tokens = tokens;
        this.calls = calls;
        this.events = events;
        this.accounts = accounts;
        this.redis = redis;
        this.skew = skew;
        this.demo = demo;
    }

    /** Never empty, never an error. */
    Mono<Snapshot> next() {
        return Mono.zip(known(), redis.timeout(LIMIT).onErrorReturn(false).defaultIfEmpty(false), this::snapshot);
    }

    private Mono<Known> known() {
        return accounts.rows()
                .timeout(LIMIT)
                .doOnNext(rows -> last = rows)
                .map(rows -> new Known(rows, true))
                .onErrorResume(failure -> Mono.fromSupplier(() -> new Known(last, false)));
    }

    private Snapshot snapshot(Known known, boolean redisAnswers) {
        Instant now = clock.instant();
        return new Snapshot(
                number.incrementAndGet(),
                now,
                skew.toMillis(),
                views(known.rows(), now).toList(),
                known.rows().size() > AccountsReader.MOST,
                new Stores(redisAnswers, known.current()),
                Health.of(tokens.health()),
                tokens.snapshotMetrics(),
                events.newest(),
                demo);
    }

    private Stream<AccountView> views(List<AccountRow> rows, Instant now) {
        return rows.stream()
                .limit(AccountsReader.MOST)
                .map(row -> AccountView.of(row, now, skew, calls.waitingFor(row.id())))
                .sorted((one, other) -> Long.compare(one.id(), other.id()));
    }
}
