package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * A gateway that is told to end (SIGTERM) while redemptions wait for their answers, and nobody waits for the gateway any
 * more. Each end is one of a process of its own, at a moment of its own.
 */
public abstract class TerminationSuite {

    private static final int AT_ONCE = 5;

    /** Starting a process is dear: {@code -Dtokenwell.terminations=20} for more. */
    private static final int ENDS = Integer.getInteger("tokenwell.terminations", AT_ONCE);

    private static final int ACCOUNTS = 5;

    /** How long the authorization server keeps each answer back. */
    private static final Duration LATENCY = Duration.ofSeconds(1);

    /** More than the answer takes, so that some ends come when all is stored. */
    private static final long LATEST_MILLIS = 1_200;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The gateway's own program. */
    protected abstract Class<?> program();

    /** What one process left behind. */
    private record Ended(List<Long> accounts, long waiting, ProcessUnderTest.End end) {}

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // as many as are asked for
    void noTerminationLosesAnAccount() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                EmbeddedDatabase database = EmbeddedDatabase.start();
                DemoAuthorizationServer authorization = DemoAuthorizationServer.start(
                        AuthorizationSettings.defaults().withLatency(LATENCY));
                SuiteUpstream upstream = new SuiteUpstream()) {
            SuiteAccounts accounts = new SuiteAccounts(database, authorization);
            String[] options = Site.options(redis, database, authorization, upstream.uri());

            List<Ended> ended = Flux.range(0, ENDS)
                    .flatMap(
                            number -> Mono.fromCallable(() -> terminated(number, options, accounts, authorization))
                                    .subscribeOn(Schedulers.boundedElastic()),
                            AT_ONCE)
                    .collectList()
                    .blockOptional(LIMIT.multipliedBy(4))
                    .orElseThrow();

            authorization.latency(Duration.ZERO);
            report(ended);
            assertThat(ended).extracting(Ended::end).allMatch(ProcessUnderTest.End::orderly);
            assertThat(ended.stream().mapToLong(Ended::waiting).sum())
                    .as("redemptions that waited for their answer when the end was asked for")
                    .isGreaterThan(ENDS);
            assertThat(lost(ended, accounts, authorization)).isEmpty();
        }
    }

    private Ended terminated(
            int number, String[] options, SuiteAccounts accounts, DemoAuthorizationServer authorization) {
        List<Long> own = Stream.generate(accounts::expired).limit(ACCOUNTS).toList();
        try (ProcessUnderTest gateway = ProcessUnderTest.started(program(), options)) {
            own.forEach(gateway::asked);
            await().atMost(LIMIT).until(() -> waiting(own, authorization) > 0);
            ProcessUnderTest.pause(moment(number));
            return new Ended(own, waiting(own, authorization), gateway.terminated());
        }
    }

    /** After the first redemption has begun; by chance, yet not all early or all late. */
    private static long moment(int number) {
        return LATEST_MILLIS * number / ENDS + ThreadLocalRandom.current().nextLong(LATEST_MILLIS / ENDS);
    }

    /** Redeemed so lately that the answer is still kept back. */
    private static long waiting(List<Long> own, DemoAuthorizationServer authorization) {
        Instant answered = Instant.now().minus(LATENCY);
        return authorization.ledger().stream()
                .filter(redemption -> own.contains(redemption.accountId()))
                .filter(redemption -> redemption.at().isAfter(answered))
                .count();
    }

    /** Those whose stored refresh token the authorization server does not take. */
    private static List<Long> lost(List<Ended> ended, SuiteAccounts accounts, DemoAuthorizationServer authorization) {
        return ended.stream()
                .flatMap(process -> process.accounts().stream())
                .filter(account -> !taken(accounts.refreshTokenOf(account), authorization))
                .toList();
    }

    private static boolean taken(String refreshToken, DemoAuthorizationServer authorization) {
        return HttpClient.create()
                .post()
                .uri(authorization.tokenUri())
                .sendForm((request, form) -> form.multipart(false)
                        .attr("grant_type", "refresh_token")
                        .attr("client_id", "tokenwell-demo")
                        .attr("refresh_token", refreshToken))
                .response()
                .map(answer -> answer.status().code() == 200)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private void report(List<Ended> ended) {
        System.out.printf(
                "terminations of %s: %d, accounts: %d, waiting for an answer: %d, longest end: %d ms%n",
                program().getSimpleName(),
                ended.size(),
                ended.stream().mapToInt(process -> process.accounts().size()).sum(),
                ended.stream().mapToLong(Ended::waiting).sum(),
                ended.stream()
                        .mapToLong(process -> process.end().millis())
                        .max()
                        .orElse(0));
    }
}
