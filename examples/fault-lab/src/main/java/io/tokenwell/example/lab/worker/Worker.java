package io.tokenwell.example.lab.worker;

import io.tokenwell.example.lab.worker.Contestant.PoolFigures;
import io.tokenwell.example.lab.worker.original.OriginalContestant;
import io.tokenwell.example.lab.worker.spring.SpringContestant;
import io.tokenwell.example.lab.worker.tokenwell.TokenwellContestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

/**
 * One instance as a process. Takes orders from its standard input, {@code get CALL ACCOUNT}, {@code cancel CALL},
 * {@code clock MILLIS}, {@code forget ACCOUNT} and {@code stats}, answers on its standard output, and ends at once when
 * its input does: whoever drives it may die without a word. SIGTERM ends it in good order.
 */
public final class Worker {

    private static final long NOBODY = -1;
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

    private final MutableClock clock = new MutableClock();
    private final Answers answers;
    private final Contestant contestant;
    private final Calls calls;

    private Worker(WorkerArguments arguments, Answers answers) {
        this.answers = answers;
        this.contestant = contestant(arguments, clock);
        this.calls = new Calls(contestant, answers);
    }

    /**
     * Runs until the standard input ends.
     *
     * @param arguments as {@link WorkerArguments#of} reads them
     */
    public static void main(String... arguments) {
        try {
            Answers answers = Answers.to(System.out);
            WorkerArguments told = WorkerArguments.of(arguments);
            obeyAll(CompletableFuture.supplyAsync(() -> connected(told, answers)));
            end(0);
        } catch (IOException | RuntimeException broken) {
            failed(broken);
        }
    }

    private static void failed(Throwable why) {
        System.err.println("The worker failed: " + why);
        end(1);
    }

    /** Neither shutdown hooks nor connections are waited for. */
    private static void end(int status) {
        Runtime.getRuntime().halt(status);
    }

    private static Worker connected(WorkerArguments arguments, Answers answers) {
        try {
            Worker worker = new Worker(arguments, answers);
            worker.warmUp();
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "closes"));
            answers.say("ready");
            return worker;
        } catch (RuntimeException broken) {
            failed(broken);
            throw broken;
        }
    }

    /**
     * As an application on Spring ends when it is asked to: Reactor's own resources go first, whoever may be using them. Who
     * asks for tokens goes on asking.
     */
    private void close() {
        HttpResources.disposeLoopsAndConnections();
        contestant.close(CLOSE_LIMIT);
    }

    /** Listens from the start: the input may end while Redis is still waited for. */
    private static void obeyAll(CompletableFuture<Worker> worker) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            worker.join().obeyIfUnderstood(order.trim());
            order = orders.readLine();
        }
    }

    /** An account that is not there loads what a cold process would load under its first callers, past their timeouts. */
    private void warmUp() {
        contestant
                .accessToken(NOBODY)
                .timeout(WARM_UP_LIMIT)
                .onErrorResume(expected -> Mono.empty())
                .block();
    }

    private static Contestant contestant(WorkerArguments arguments, MutableClock clock) {
        return switch (arguments.contestant()) {
            case "tokenwell" -> TokenwellContestant.of(arguments, clock);
            case "original" -> OriginalContestant.of(arguments, clock);
            case "spring" -> SpringContestant.of(arguments, clock);
            default -> throw new IllegalArgumentException("no such contestant: " + arguments.contestant());
        };
    }

    private void obeyIfUnderstood(String order) {
        try {
            obey(order.split(" ", 3));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notUnderstood) {
            System.err.println("not understood: " + order);
        }
    }

    private void obey(String[] order) {
        switch (order[0]) {
            case "get" -> calls.get(order[1], Long.parseLong(order[2]));
            case "cancel" -> calls.cancel(order[1]);
            case "clock" -> clock.offset(Duration.ofMillis(Long.parseLong(order[1])));
            case "forget" -> contestant.forget(Long.parseLong(order[1])).subscribe(done -> {}, Worker::notForgotten);
            case "stats" -> answers.say("stats " + stats());
            default -> throw new IllegalArgumentException("no such order: " + order[0]);
        }
    }

    /** As an application would: the new login stands, whether or not the cache could be told. */
    private static void notForgotten(Throwable failure) {
        System.err.println("not forgotten: " + failure);
    }

    private String stats() {
        PoolFigures pool = contestant.stats();
        return String.format(
                Locale.ROOT,
                "{\"inFlight\":%d,\"poolAcquired\":%d,\"poolPending\":%d,\"threads\":%d}",
                calls.inFlight(),
                pool.acquired(),
                pool.pending(),
                Thread.activeCount());
    }
}
