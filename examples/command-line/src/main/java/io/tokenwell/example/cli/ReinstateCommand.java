package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell reinstate}. */
@Command(
        name = "reinstate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes back the marks of accounts whose refresh token the server refused for good: the next call tries it again.",
            "For refusals that were no fault of the accounts, such as a wrong client id. Sends no token."
        })
final class ReinstateCommand extends Task {

    private static final int AT_ONCE = 8;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "accounts")
    private List<String> ids = List.of();

    @Option(names = "--platform", paramLabel = "NAME", description = "all that are marked of this platform")
    private @Nullable String platform;

    @Option(names = "--all", description = "all that are marked")
    private boolean all;

    @Option(
            names = "--limit",
            defaultValue = "100000",
            description = "so many at most (default: ${DEFAULT-VALUE}); the rest is announced")
    private int limit;

    @Option(
            names = "--page-size",
            defaultValue = "200",
            description = "so many are read at once (default: ${DEFAULT-VALUE})")
    private int pageSize;

    /** What became of a mark. */
    private record Outcome(
            String id, String result, @Nullable String reason) {

        List<String> cells() {
            return List.of(Table.cell(id), result, Table.cell(reason));
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = Json.object();
            json.put("id", id);
            json.put("result", result);
            json.put("reason", reason);
            return json;
        }
    }

    @Override
    Mono<Integer> work(Session session, Console console) {
        if (Stream.of(!ids.isEmpty(), platform != null, all)
                        .filter(given -> given)
                        .count()
                != 1) {
            return Mono.error(SettingException.of("give either ids, or --platform, or --all"));
        }
        if (limit < 1 || pageSize < 1) {
            return Mono.error(SettingException.of("--limit and --page-size must be at least 1"));
        }
        GivenIds.check(session, ids);
        return session.provider()
                .flatMapMany(provider ->
                        wanted(session).take(limit).flatMapSequential(id -> outcome(provider, id), AT_ONCE, AT_ONCE))
                .collectList()
                .publishOn(Schedulers.boundedElastic())
                .map(outcomes -> printed(outcomes, console));
    }

    private Flux<String> wanted(Session session) {
        return ids.isEmpty() ? marked(session) : Flux.fromIterable(ids).distinct();
    }

    /** Page by page: what was taken back is not found again, what could not be is not asked for again. */
    private Flux<String> marked(Session session) {
        return page(session, "")
                .expand(page -> page.size() < pageSize ? Mono.empty() : page(session, page.get(page.size() - 1)))
                .concatMapIterable(page -> page, 1);
    }

    private Mono<List<String>> page(Session session, String after) {
        return session.accounts().markedAccounts().page(after, platform, pageSize);
    }

    private static Mono<Outcome> outcome(RefreshingAccessTokenProvider provider, String id) {
        return provider.reinstate(id)
                .map(marked -> new Outcome(id, marked ? "reinstated" : "not-marked", null))
                .onErrorResume(
                        AccessTokenException.class,
                        failure -> Mono.just(new Outcome(id, "failed", String.valueOf(failure.getMessage()))));
    }

    private int printed(List<Outcome> outcomes, Console console) {
        if (common().json()) {
            Map<String, @Nullable Object> json = Json.object();
            json.put("accounts", outcomes.stream().map(Outcome::json).toList());
            console.out().println(Json.document(json));
        } else if (outcomes.isEmpty()) {
            console.say("no account is marked");
        } else {
            Table table = new Table("ID", "RESULT", "REASON");
            table.lines(outcomes.stream().map(Outcome::cells).toList()).forEach(console.out()::println);
        }
        if (outcomes.size() == limit) {
            console.say("there may be more: a greater --limit, or once more");
        }
        return outcomes.stream().anyMatch(outcome -> outcome.result().equals("failed"))
                ? ExitCode.UNREACHABLE
                : ExitCode.OK;
    }
}
