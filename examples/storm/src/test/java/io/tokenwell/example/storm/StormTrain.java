package io.tokenwell.example.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.Redemption;
import io.tokenwell.example.storm.Storm.Report;
import io.tokenwell.redis.NearTokenCache;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Storms on one expired account after the other. Each begins whether or not those before are over: what is asked does not get
 * less when answers get slow.
 */
final class StormTrain implements AutoCloseable {

    private static final int INSTANCES = 4;
    private static final int CALLERS_EACH = 50;
    private static final Duration EXPIRED = Duration.ofMinutes(-1);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final CachedToken ANY = new CachedToken(Secret.of("any"), Long.MAX_VALUE, null);

    private final Site site;
    private final List<Instance> fleet;
    private final List<CompletableFuture<Report>> storms = new ArrayList<>();

    StormTrain(Site site) {
        this.site = site;
        this.fleet =
                IntStream.range(0, INSTANCES).mapToObj(i -> new Instance(site)).toList();
    }

    /** Begins one storm. */
    Account next() {
        Account account = site.login(storms.size() + 1, EXPIRED);
        storms.add(Storm.storm(site, account, fleet, CALLERS_EACH).toFuture());
        return account;
    }

    void rollsFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        rollsUntil("time is over", () -> System.nanoTime() - end > 0);
    }

    void rollsUntil(String what, BooleanSupplier holds) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollInterval(INTERVAL)
                .atMost(LIMIT)
                .until(() -> {
                    next();
                    return holds.getAsBoolean();
                });
    }

    /** Ends when each instance has written beside the account's keys, in their slot. */
    CompletableFuture<Void> written(Account account) {
        return Flux.fromIterable(fleet)
                .flatMap(instance -> instance.stores
                        .withKeyPrefix("beside")
                        .tokenCache()
                        .put(new AccountKey(account.id()), ANY, LIMIT)
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(50))))
                .then()
                .timeout(LIMIT)
                .toFuture();
    }

    /** Whether all instances hear what Redis announces. */
    boolean isTracked() {
        return fleet.stream().allMatch(instance -> instance.cache instanceof NearTokenCache near && near.isTracking());
    }

    /** One instance drops the account's token, which all know; the others must hear of it. */
    void assertHeard(Account account) {
        AccountKey key = new AccountKey(account.id());
        fleet.get(0).cache.put(key, ANY, LIMIT).block(LIMIT);
        Awaitility.await("all have the token").atMost(LIMIT).until(() -> {
            Flux.fromIterable(fleet)
                    .flatMap(instance -> instance.cache.get(key))
                    .then()
                    .block(LIMIT);
            return fleet.stream().allMatch(instance -> instance.cache.peek(key) != null);
        });
        fleet.get(0).provider.invalidate(account).block(LIMIT);
        Awaitility.await("all have heard")
                .atMost(LIMIT)
                .until(() -> fleet.stream().allMatch(instance -> instance.cache.peek(key) == null));
    }

    /** Waits for all callers. */
    void assertAllServed() {
        List<Report> reports = Flux.fromIterable(storms)
                .flatMap(Mono::fromFuture, storms.size())
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
        assertThat(reports).hasSameSizeAs(storms).allSatisfy(report -> {
            assertThat(report.reasons()).isEmpty();
            assertThat(report.callers()).isEqualTo(INSTANCES * CALLERS_EACH);
            assertThat(report.redemptions()).isEqualTo(1);
            assertThat(report.distinctTokens()).isEqualTo(1);
            assertThat(report.millis()).isLessThan(LONGEST_WAIT.toMillis());
        });
        assertThat(site.authorization.ledger())
                .hasSameSizeAs(storms)
                .extracting(Redemption::outcome)
                .containsOnly(Redemption.Outcome.ROTATED);
    }

    @Override
    public void close() {
        fleet.forEach(Instance::close);
    }
}
