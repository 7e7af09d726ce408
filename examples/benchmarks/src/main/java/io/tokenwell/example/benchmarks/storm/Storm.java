package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.benchmarks.fleet.Fleet;
import io.tokenwell.example.benchmarks.fleet.Percentiles;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One crowd, one expired account, one fleet. */
record Storm(Site site, Fleet fleet, Duration latency) {

    /** Locks are released behind the answers; what that takes of Redis counts too. */
    private static final Duration CLEARING_UP = Duration.ofMillis(100);

    /**
     * What a storm did. The delays are milliseconds from the moment in which the endpoint's answer went to the socket, for
     * ever where too few callers ever got the new token.
     */
    record Outcome(
            long redemptions,
            double median,
            double almostAll,
            double last,
            long errors,
            Map<String, Long> reasons,
            long wrong,
            long redisCommands,
            double subscribing) {}

    Outcome of(Crowd crowd) {
        Account account = site.expired();
        DemoAuthorizationServer authorization = site.servers.authorization();
        authorization.latency(latency);
        int redeemed = authorization.redemptions();
        long commands = site.servers.redisCounts().commands();
        long subscribing = crowd.ask(fleet, account);
        crowd.awaitAnswers();
        LockSupport.parkNanos(CLEARING_UP.toNanos());
        long asked = site.servers.redisCounts().commands() - commands;
        Percentiles delays = Percentiles.of(crowd.delays(authorization.lastGrantNanos(), other(account)));
        return new Outcome(
                authorization.redemptions() - redeemed,
                delays.millis(0.5),
                delays.millis(0.99),
                delays.longest(),
                crowd.errors(),
                crowd.reasons(),
                crowd.without(authorization::isLive),
                asked,
                Percentiles.of(new long[] {subscribing}).longest());
    }

    private static Predicate<String> other(Account account) {
        String old = account.credentials().accessToken().map(Secret::expose).orElse(Credentials.ACCESS_TOKEN);
        return token -> !token.equals(old);
    }
}
