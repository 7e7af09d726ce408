package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The command line: one subcommand per task. Not for use by several threads. */
@Command(
        name = "tokenwell",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Imports, lists and refreshes accounts, and checks what they need.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:some of it failed, as said",
            " 2:wrong options or settings",
            " 3:Redis, PostgreSQL or the token endpoint cannot be reached"
        },
        subcommands = {
            ImportCommand.class,
            ListCommand.class,
            RefreshCommand.class,
            ReinstateCommand.class,
            HistoryCommand.class,
            CheckCommand.class
        })
public final class TokenwellCommand {

    private TokenwellCommand() {}

    /**
     * Runs a command and ends the JVM.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(Console.system(), System.getenv(), arguments));
    }

    static int run(Console console, Map<String, String> environment, String... arguments) {
        return new CommandLine(new TokenwellCommand())
                // An argument that somebody else has chosen must not become the words of a file.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setExecutionStrategy(parsed -> executed(parsed, console, environment))
                .execute(arguments);
    }

    private static int executed(ParseResult parsed, Console console, Map<String, String> environment) {
        @Nullable Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!(last.commandSpec().userObject() instanceof Task task)) {
            throw new ParameterException(last.commandSpec().commandLine(), "Which command?");
        }
        // The one place that waits: there is nothing else to do for this thread.
        return done(task, console, environment).blockOptional().orElse(ExitCode.OK);
    }

    private static Mono<Integer> done(Task task, Console console, Map<String, String> environment) {
        return Mono.usingWhen(
                        Mono.fromCallable(() -> Session.open(task.common(), environment, console))
                                .subscribeOn(Schedulers.boundedElastic())
                                .flatMap(Session::prepared),
                        session -> task.work(session, console),
                        Session::close)
                .publishOn(Schedulers.boundedElastic())
                .onErrorResume(failure -> Mono.fromSupplier(() -> explained(failure, console)));
    }

    private static int explained(Throwable failure, Console console) {
        if (failure instanceof SettingException wrong) {
            console.say(wrong.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof StoreException || failure instanceof AccessTokenException) {
            console.say(failure.getMessage());
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof UncheckedIOException) {
            console.say("the input cannot be read: " + StoreException.rootMessage(failure));
            return ExitCode.SOME_FAILED;
        }
        // What it says is not known, and it may say a secret.
        console.say("unexpected " + failure.getClass().getName() + " at "
                + (failure.getStackTrace().length == 0 ? "an unknown place" : failure.getStackTrace()[0]));
        return ExitCode.SOME_FAILED;
    }
}
