package io.tokenwell.example.storm;

import io.tokenwell.Account;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts real servers and four instances, lets fifty callers on each ask for an expired token at once, and prints what
 * came of it. {@code --json} prints one JSON object instead.
 */
public final class Storm {

    private static final Duration ENDPOINT_LATENCY = Duration.ofMillis(300);

    private static final String ERROR = "error: ";

    private Storm() {}

    /**
     * What a storm did.
     *
     * @param instances providers with connections of their own
     * @param callers callers in all
     * @param redemptions refresh tokens of the account that the authorization server saw
     * @param distinctTokens different access tokens handed out
     * @param errors callers that got an error
     * @param reasons what their errors said, each once
     * @param millis from the first call to the last answer
     */
    public record Report(
            int instances,
            int callers,
            int redemptions,
            long distinctTokens,
            long errors,
            List<String> reasons,
            long millis) {

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"instances\":%d,\"callers\":%d,\"redemptions\":%d,\"distinctTokens\":%d,\"errors\":%d,\"millis\":%d}",
                    instances,
                    callers,
                    redemptions,
                    distinctTokens,
                    errors,
                    millis);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d callers on %d instances, one expired token: %d redemption(s), %d distinct token(s), "
                            + "%d error(s), %d ms (the endpoint takes %d)",
                    callers,
                    instances,
                    redemptions,
                    distinctTokens,
                    errors,
                    millis,
                    ENDPOINT_LATENCY.toMillis());
        }
    }

    /**
     * Runs one storm.
     *
     * @param arguments {@code --json} for machine-readable output
     */
    public static void main(String[] arguments) {
        boolean json = List.of(arguments).contains("--json");
        if (!json) {
            System.out.println(
                    "Starting Redis, PostgreSQL and an authorization server that rotates refresh tokens ...");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Site site = Site.open(ENDPOINT_LATENCY, () -> RedisLink.standalone(redis.uri()))) {
            Report report = run(site, site.login(1, Duration.ofMinutes(-1)), 4, 50);
            System.out.println(json ? report.json() : report.text());
        }
    }

    static Report run(Site site, Account account, int instances, int callersEach) {
        List<Instance> fleet =
                IntStream.range(0, instances).mapToObj(i -> new Instance(site)).toList();
        try {
            return run(site, account, fleet, callersEach);
        } finally {
            fleet.forEach(Instance::close);
        }
    }

    static Report run(Site site, Account account, List<Instance> fleet, int callersEach) {
        return storm(site, account, fleet, callersEach)
                .blockOptional(Duration.ofMinutes(1))
                .orElseThrow();
    }

    /** Begins when it is subscribed to. */
    static Mono<Report> storm(Site site, Account account, List<Instance> fleet, int callersEach) {
        return Flux.fromIterable(fleet)
                .flatMap(
                        instance ->
                                Flux.range(0, callersEach).flatMap(caller -> answer(instance, account), callersEach),
                        fleet.size())
                .collectList()
                .elapsed()
                .map(answers -> report(site, account, fleet, answers.getT2(), answers.getT1()));
    }

    private static Report report(Site site, Account account, List<Instance> fleet, List<String> answers, long millis) {
        List<String> errors =
                answers.stream().filter(answer -> answer.startsWith(ERROR)).toList();
        return new Report(
                fleet.size(),
                answers.size(),
                site.redemptions(account),
                answers.stream()
                        .filter(answer -> !answer.startsWith(ERROR))
                        .distinct()
                        .count(),
                errors.size(),
                errors.stream().distinct().toList(),
                millis);
    }

    private static Mono<String> answer(Instance instance, Account account) {
        return instance.provider
                .getAccessToken(account)
                .onErrorResume(failure -> Mono.just(ERROR + failure.getMessage()));
    }
}
