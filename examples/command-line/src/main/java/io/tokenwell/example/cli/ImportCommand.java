package io.tokenwell.example.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts accounts into the table, from a JSON array or from lines with one JSON object each:",
            "  {\"id\":1,\"platform\":\"openai\",\"type\":\"oauth\",\"status\":\"active\",\"credentials\":{",
            "   \"access_token\":\"...\",\"refresh_token\":\"...\",\"expires_at\":\"2026-01-01T00:00:00Z\"}}",
            "Type and status may be left out. Tokens are encrypted if keys are set. Bad records are told and left out.",
            "",
            "An update replaces the credentials, with a _token_version above the row's, and makes all instances forget the",
            "cached token. A record that was imported before never brings its tokens back: they may have been rotated since,",
            "and the server would revoke the account. One with a _token_version below the row's is refused.",
            ""
        })
final class ImportCommand extends Task {

    private static final int BATCH = 500;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "the accounts, - for standard input (default: ${DEFAULT-VALUE})")
    private String file = "-";

    @Option(
            names = "--on-conflict",
            defaultValue = "skip",
            description =
                    "what becomes of an account that is there: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private ImportPolicy policy = ImportPolicy.skip;

    @Option(names = "--fail-fast", description = "store nothing behind the first bad record")
    private boolean failFast;

    @Option(names = "--platform", split = ",", description = "more platforms than openai and sora")
    private Set<String> platforms = Set.of();

    @Override
    Mono<Integer> work(Session session, Console console) {
        ImportSummary summary = new ImportSummary(console);
        return Mono.using(
                        () -> opened(console),
                        in -> fleet(session).flatMap(fleet -> imported(session, in, fleet, summary)))
                .subscribeOn(Schedulers.boundedElastic())
                .thenReturn(ExitCode.OK)
                .publishOn(Schedulers.boundedElastic())
                .onErrorResume(StoreException.class, failure -> stopped(summary, failure))
                .map(end -> ended(summary, end));
    }

    /** What replaces rows needs Redis; where nothing is replaced, it may be unset. */
    private Mono<Optional<Fleet>> fleet(Session session) {
        return policy == ImportPolicy.update || session.settings().hasRedis()
                ? session.provider()
                        .zipWith(
                                session.stores(),
                                (provider, stores) -> Optional.of(new Fleet(provider, stores.tokenCache())))
                : Mono.just(Optional.empty());
    }

    private Mono<Void> imported(Session session, InputStream in, Optional<Fleet> fleet, ImportSummary summary) {
        boolean takesProxy = session.tables().columns().proxy() != null;
        RecordCheck check = new RecordCheck(
                session.settings().cipherOfInput(),
                platforms,
                takesProxy,
                session.tables().columns().idType());
        AccountWriter writer = new AccountWriter(session.database(), session.tables(), policy == ImportPolicy.update);
        // One by one, so that nothing behind a record that the table refuses is stored.
        int batch = failFast ? 1 : BATCH;
        return new AccountImport(writer, policy, fleet.orElse(null), summary)
                .done(BatchReader.batches(in, check, batch, failFast), failFast);
    }

    /** Standard input is not ours to close. */
    private InputStream opened(Console console) throws IOException {
        if (file.equals("-")) {
            return new UnclosedInput(console.in());
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw SettingException.of("there is no file to be read at " + path);
        }
        return Files.newInputStream(path);
    }

    private static Mono<Integer> stopped(ImportSummary summary, StoreException failure) {
        summary.stopped(String.valueOf(failure.getMessage()));
        return Mono.just(ExitCode.UNREACHABLE);
    }

    private int ended(ImportSummary summary, int end) {
        if (failFast && summary.failures() > 0) {
            summary.stopped("the first bad record, as asked");
        }
        summary.print(common().json());
        return end == ExitCode.OK && summary.failures() > 0 ? ExitCode.SOME_FAILED : end;
    }
}
