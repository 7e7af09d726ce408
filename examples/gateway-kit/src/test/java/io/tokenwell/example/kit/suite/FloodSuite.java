package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/**
 * Thousands who stall, and thousands who ask for accounts that are not there, while accounts in use are served; in a process
 * with a heap of 512 MB. Tells what it found. Takes a minute: named so that only who asks for it runs it.
 */
public abstract class FloodSuite {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int HEADS = 1_500;
    private static final int BODIES = 1_500;
    private static final int SILENT = 1_000;
    private static final int UNKNOWN = 20_000;
    private static final int IN_USE = 10;
    private static final int BODY = 64 << 10;

    /** The gateway's own program. */
    protected abstract Class<?> program();

    /** How long it took, and how it ended. */
    private record Call(long millis, String outcome) {
        static Mono<Call> of(Mono<String> outcome) {
            return outcome.onErrorResume(e -> Mono.just(e.getClass().getSimpleName()))
                    .elapsed()
                    .map(timed -> new Call(timed.getT1(), timed.getT2()));
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whoIsInUseIsServed() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                EmbeddedDatabase database = EmbeddedDatabase.start();
                DemoAuthorizationServer authorization =
                        DemoAuthorizationServer.start(AuthorizationSettings.defaults());
                SuiteUpstream upstream = new SuiteUpstream()) {
            upstream.on("/v1/silent", (request, response) -> Mono.never());
            upstream.on(
                    "/v1/served",
                    (request, response) -> request.receive()
                            .then(response.sendString(Mono.just("served"), StandardCharsets.UTF_8)
                                    .then()));
            SuiteAccounts accounts = new SuiteAccounts(database, authorization);
            List<Long> inUse = Stream.generate(accounts::loggedIn).limit(IN_USE).toList();
            String[] options = Stream.concat(
                            Stream.of(Site.options(redis, database, authorization, upstream.uri())),
                            Stream.of("head", "body", "response")
                                    .map(name -> "--tokenwell.limits." + name + "-timeout=" + SHORT))
                    .toArray(String[]::new);
            try (ProcessUnderTest process = ProcessUnderTest.startedWith("-Xmx512m", program(), options)) {
                flooded(process, inUse);
            }
        }
    }

    private void flooded(ProcessUnderTest process, List<Long> inUse) {
        RunningGateway gateway = process.gateway();
        inUse.forEach(account -> Caller.of(gateway, account).get("/v1/served"));
        List<Long> memory = new CopyOnWriteArrayList<>(List.of(process.residentMegabytes()));
        Disposable watching =
                Flux.interval(Duration.ofMillis(500)).subscribe(tick -> memory.add(process.residentMegabytes()));
        List<Call> served = new CopyOnWriteArrayList<>();
        Disposable serving = Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .flatMap(tick -> served(gateway, inUse.get((int) (tick % IN_USE))), 100)
                .subscribe(served::add);

        List<Call> heads = all(Flux.range(0, HEADS).flatMap(i -> stalled(gateway, "GET /v1/x HTTP/1.1\r\nA:"), HEADS));
        List<Call> bodies = all(Flux.range(0, BODIES).flatMap(i -> stalled(gateway, body(inUse.get(0))), BODIES));
        List<Call> silent =
                all(Flux.range(0, SILENT).flatMap(i -> status(Caller.of(gateway, inUse.get(1)), "/v1/silent"), SILENT));
        List<Call> unknown =
                all(Flux.range(1_000_000, UNKNOWN).flatMap(id -> status(Caller.of(gateway, id), "/v1/served"), 100));
        serving.dispose();
        watching.dispose();
        report("half heads", heads);
        report("stalled bodies", bodies);
        report("silent upstream", silent);
        report("unknown ids", unknown);
        report("accounts in use", served);
        System.out.println("RSS in MB, every 0.5 s: " + memory);
        assertThat(served).extracting(Call::outcome).containsOnly("200");
        assertThat(heads).extracting(Call::outcome).containsOnly("408");
        assertThat(silent).extracting(Call::outcome).containsOnly("504");
    }

    private static String body(long account) {
        return RawClient.head("POST", "/v1/served", account, "Content-Length: " + BODY) + "x".repeat(BODY - 1);
    }

    private static Mono<Call> served(RunningGateway gateway, long account) {
        return status(Caller.of(gateway, account), "/v1/served");
    }

    private static Mono<Call> status(Caller caller, String path) {
        return Call.of(caller.getting(path).map(answer -> String.valueOf(answer.status())));
    }

    private static Mono<Call> stalled(RunningGateway gateway, String text) {
        return Call.of(TcpClient.create(ConnectionProvider.newConnection())
                .host("127.0.0.1")
                .port(gateway.port())
                .connect()
                .flatMap(connection -> connection
                        .outbound()
                        .sendString(Mono.just(text), StandardCharsets.US_ASCII)
                        .then()
                        .thenMany(connection.inbound().receive().asString(StandardCharsets.US_ASCII))
                        .reduce("", String::concat)
                        .map(answer -> answer.replaceFirst("(?s)HTTP/1.1 (\\d+).*", "$1"))));
    }

    private static List<Call> all(Flux<Call> calls) {
        return calls.collectList().blockOptional(LIMIT).orElseThrow();
    }

    private static void report(String what, List<Call> calls) {
        List<Long> sorted = calls.stream().map(Call::millis).sorted().toList();
        System.out.println(what + ": " + sorted.size() + " calls, p50 " + sorted.get(sorted.size() / 2) + " ms, p99 "
                + sorted.get(sorted.size() * 99 / 100) + " ms, longest " + sorted.get(sorted.size() - 1) + " ms, "
                + calls.stream().collect(Collectors.groupingBy(Call::outcome, TreeMap::new, Collectors.counting())));
    }
}
