package io.tokenwell.example.cli;

import io.tokenwell.example.cli.AccountListing.Query;
import io.tokenwell.redis.RedisRefreshCooldown;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists accounts by id: when their tokens expire and how they fare, never a secret.",
            "A state that only a new login ends is told by a mark on the refresh token that the row has now;",
            "reinstate takes marks back."
        })
final class ListCommand extends Task {

    private static final int COOLDOWNS_AT_ONCE = 64;

    @Option(names = "--platform", description = "accounts of this platform only")
    private @Nullable String platform;

    @Option(names = "--state", split = ",", description = "in these states only: ${COMPLETION-CANDIDATES}")
    private List<AccountState> states = List.of();

    @Option(names = "--id", split = ",", description = "these accounts only")
    private List<String> ids = List.of();

    @Option(
            names = "--after",
            paramLabel = "ID",
            description = "with greater ids only, for the next part of a long list")
    private @Nullable String after;

    @Option(names = "--limit", defaultValue = "1000", description = "so many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--page-size",
            defaultValue = "200",
            description = "so many are read at once (default: ${DEFAULT-VALUE})")
    private int pageSize;

    @Override
    Mono<Integer> work(Session session, Console console) {
        if (limit < 1 || pageSize < 1) {
            return Mono.error(SettingException.of("--limit and --page-size must be at least 1"));
        }
        GivenIds.check(session, ids);
        if (after != null) {
            GivenIds.check(session, List.of(after));
        }
        ListPrinter printer = new ListPrinter(console, common().json(), limit);
        // One more than wanted tells whether there is more.
        return rows(session)
                .take(limit + 1L)
                .buffer(pageSize)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(printer::print)
                .then(Mono.fromRunnable(printer::end))
                .thenReturn(ExitCode.OK);
    }

    private Flux<AccountRow> rows(Session session) {
        Query query = new Query(after == null ? "" : after, platform, ids, pageSize);
        Duration skew = session.settings().freshness().refreshSkew();
        return session.stores()
                .map(RedisStores::refreshCooldown)
                .flatMapMany(cooldowns -> new AccountListing(
                                session.database(), session.accounts().markedAccounts(), session.tables())
                        .pages(query)
                        .concatMap(page -> Flux.fromIterable(page)
                                .flatMapSequential(account -> found(account, cooldowns, skew), COOLDOWNS_AT_ONCE)))
                .filter(row -> states.isEmpty() || states.contains(row.finding().state()));
    }

    private static Mono<AccountRow> found(StoredAccount account, RedisRefreshCooldown cooldowns, Duration skew) {
        return cooldowns
                .find(new AccountKey(account.id()))
                .map(shared -> AccountState.of(account, shared, skew))
                .switchIfEmpty(Mono.fromSupplier(() -> AccountState.of(account, null, skew)))
                .map(finding -> new AccountRow(account, finding));
    }
}
