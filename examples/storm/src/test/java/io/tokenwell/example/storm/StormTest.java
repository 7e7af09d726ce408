package io.tokenwell.example.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.Redemption;
import io.tokenwell.example.storm.Storm.Report;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The promises on a real Redis, a real PostgreSQL and a server that revokes whoever redeems twice. */
class StormTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedRedis redis;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Site site;

    @BeforeAll
    static void open() {
        redis = EmbeddedRedis.start();
        site = Site.open(Duration.ofMillis(300), () -> RedisLink.standalone(redis.uri()));
    }

    @AfterAll
    static void close() {
        site.close();
        redis.close();
    }

    @Test
    void twoHundredCallersOnFourInstancesCauseOneRedemption() {
        Report report = Storm.run(site, site.login(11, EXPIRED), 4, 50);
        assertThat(report.redemptions()).isEqualTo(1);
        assertThat(report.callers()).isEqualTo(200);
        assertThat(report.distinctTokens()).isEqualTo(1);
        assertThat(report.reasons()).isEmpty();
    }

    @Test
    void withRedisStoppedItIsStillOneRedemption() {
        Account account = site.login(12, EXPIRED);
        List<Instance> fleet =
                IntStream.range(0, 4).mapToObj(i -> new Instance(site)).toList();
        redis.stop();
        try {
            Report report = Storm.run(site, account, fleet, 50);
            assertThat(report.redemptions()).isEqualTo(1);
            assertThat(report.reasons()).isEmpty();
            assertThat(report.distinctTokens()).isEqualTo(1);
        } finally {
            redis.restart();
            fleet.forEach(Instance::close);
        }
    }

    @Test
    void whoeverLeavesAtAnyPointOfARefreshLosesNothing() {
        try (Instance instance = new Instance(site)) {
            for (int moment = 0; moment < 20; moment++) {
                leaveDuringRefresh(instance, site.login(100 + moment, EXPIRED), Duration.ofMillis(moment * 20L));
            }
            IntStream.range(100, 120).forEach(id -> assertSettled(instance, id));
            assertThat(instance.pool.getMetrics().orElseThrow().acquiredSize()).isZero();
        }
    }

    private static void leaveDuringRefresh(Instance instance, Account account, Duration moment) {
        Disposable caller = instance.provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        Awaitility.await().pollDelay(moment).pollInterval(Duration.ofMillis(5)).until(() -> true);
        caller.dispose();
    }

    private static void assertSettled(Instance instance, long id) {
        Awaitility.await("account " + id)
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(row(id).text(Credentials.TOKEN_VERSION)).isPresent());
        assertThat(site.authorization.ledger())
                .filteredOn(redemption -> redemption.accountId() == id)
                .extracting(Redemption::outcome)
                .containsExactly(Redemption.Outcome.ROTATED);
        assertThat(row(id).text("note")).contains("keep-me");
        assertThat(row(id).accessToken().map(Secret::expose)).hasValueSatisfying(site.authorization::isLive);
        Awaitility.await("lock and claim of " + id)
                .atMost(Duration.ofSeconds(2))
                .until(() -> lockIsFree(instance, id) && claimIsFree(id));
    }

    private static boolean lockIsFree(Instance instance, long id) {
        Lease probe = new Lease(new AccountKey(id), "probe");
        return Boolean.TRUE.equals(instance.stores
                .refreshLock()
                .tryAcquire(probe, Duration.ofSeconds(5))
                .flatMap(lease -> instance.stores.refreshLock().release(lease).thenReturn(true))
                .defaultIfEmpty(false)
                .block());
    }

    private static boolean claimIsFree(long id) {
        RefreshClaim claim = Objects.requireNonNull(site.accounts
                .claimRefresh(new ClaimRequest(Long.toString(id), "probe", Duration.ofSeconds(5)))
                .block());
        site.accounts.abandon(claim).block();
        return claim.granted();
    }

    private static Credentials row(long id) {
        return Objects.requireNonNull(site.accounts.findById(Long.toString(id)).block())
                .credentials();
    }
}
