package io.tokenwell.example.cli;

import io.tokenwell.example.cli.CheckLine.Finding;
import io.tokenwell.r2dbc.SchemaInstaller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks what the library needs: Redis, PostgreSQL, both tables, the token endpoint, keys and clocks.",
            "Each line says ok or failed, and what to do. Changes nothing, and sends no token."
        })
final class CheckCommand extends Task {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Option(names = "--install", description = "first create the table of claims, or bring it to this version")
    private boolean install;

    @Override
    Mono<Integer> work(Session session, Console console) {
        return installed(session)
                .thenMany(Flux.concat(
                        guarded("redis", RedisChecks.of(session)),
                        guarded("postgresql", DatabaseChecks.of(session)),
                        guarded("encryption", CipherCheck.of(session)),
                        guarded("token endpoint", EndpointCheck.of(session))))
                .collectList()
                .publishOn(Schedulers.boundedElastic())
                .map(lines -> printed(lines, console));
    }

    private Mono<Void> installed(Session session) {
        return install ? new SchemaInstaller(session.pool(), session.tables()).install() : Mono.empty();
    }

    /** One that goes wrong keeps no other from being made. */
    private static Flux<CheckLine> guarded(String what, Flux<CheckLine> checks) {
        return checks.subscribeOn(Schedulers.boundedElastic())
                .timeout(LIMIT)
                .onErrorResume(SettingException.class, wrong -> Flux.just(line(what, wrong)))
                .onErrorResume(failure -> Flux.just(CheckLine.unreachable(
                        what, failure.getClass().getSimpleName(), "see whether it answers at all")));
    }

    private static CheckLine line(String what, SettingException wrong) {
        return CheckLine.failed(what, String.valueOf(wrong.getMessage()), "see tokenwell check --help");
    }

    private int printed(List<CheckLine> lines, Console console) {
        if (common().json()) {
            Map<String, @Nullable Object> json = Json.object();
            json.put("ok", lines.stream().allMatch(line -> line.finding() == Finding.OK));
            json.put("checks", lines.stream().map(CheckLine::json).toList());
            console.out().println(Json.document(json));
        } else {
            Table table = new Table("CHECK", "", "SEEN", "WHAT TO DO");
            table.lines(lines.stream().map(CheckLine::cells).toList()).forEach(console.out()::println);
        }
        if (lines.stream().anyMatch(line -> line.finding() == Finding.UNREACHABLE)) {
            return ExitCode.UNREACHABLE;
        }
        return lines.stream().allMatch(line -> line.finding() == Finding.OK) ? ExitCode.OK : ExitCode.SOME_FAILED;
    }
}
