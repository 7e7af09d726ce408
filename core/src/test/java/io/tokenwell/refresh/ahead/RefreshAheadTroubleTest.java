package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefusalRules;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Refreshing ahead while stores or the endpoint are down, and its end. */
class RefreshAheadTroubleTest {

    private static final Duration SKEW = Duration.ofMinutes(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AheadFleet ahead = new AheadFleet();

    @Test
    void aTableThatIsDownIsAskedLessAndLessOftenAndThenAsBefore() {
        ahead.fleet.ports.failing("accounts.page");
        ahead.store(10, Duration.ofMinutes(70), Duration.ofMinutes(70));
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(60));
        assertThat(ahead.fleet.ports.count("accounts.page"))
                .as("every 4 min at last")
                .isBetween(10L, 30L);
        assertThat(one.snapshot().failedScans()).isEqualTo(ahead.fleet.ports.count("accounts.page"));
        ahead.fleet.ports.failing("nothing");
        ahead.advance(Duration.ofMinutes(7));
        assertThat(ahead.redemptions()).isEqualTo(10);
        long scans = one.snapshot().scans();
        ahead.advance(Duration.ofMinutes(10));
        assertThat(one.snapshot().scans() - scans).as("every 30 s").isBetween(13L, 30L);
        long failed = one.snapshot().failedScans();
        ahead.fleet.ports.failing("accounts.page");
        ahead.advance(Duration.ofSeconds(330));
        assertThat(one.snapshot().failedScans() - failed).as("from the start").isBetween(3L, 5L);
    }

    @Test
    void aTableThatDoesNotAnswerIsNotWaitedForForLong() {
        ahead.fleet.ports.bending("accounts.page", page -> Mono.never());
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        assertThat(one.snapshot().failedScans()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache.get", "cache.put", "lock.tryAcquire", "lock.release"})
    void withoutCacheAndLockTheClaimsDo(String down) {
        ahead.fleet.ports.failing(down);
        ahead.store(50, SKEW, Duration.ofMinutes(9));
        List.of("a", "b").forEach(ahead::started);
        ahead.advance(MINUTE);
        assertThat(ahead.redeemedAt)
                .hasSize(50)
                .allSatisfy((id, times) -> assertThat(times).hasSize(1));
    }

    @Test
    void anEndpointThatIsDownIsNotAskedForThousandsAndThenAllCatchUp() {
        ahead.settings =
                ahead.settings.toBuilder().pageSize(100).maxRefreshes(4).build();
        ahead.endpointDown = true;
        ahead.store(2_000, SKEW, Duration.ofMinutes(12));
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        assertThat(ahead.redemptions()).isBetween(5, 120);
        ahead.endpointDown = false;
        ahead.advance(Duration.ofMinutes(5));
        assertThat(ahead.redeemedAt).hasSize(2_000);
    }

    @Test
    void thoseThatOthersHaveAreNotWaitedForAfterFailures() {
        ahead.settings =
                ahead.settings.toBuilder().pageSize(200).maxRefreshes(4).build();
        ahead.endpointDown = true;
        for (int id = 1; id <= 180; id++) {
            ahead.store(id, Duration.ofSeconds(30 + id), Account.ACTIVE);
            if (id > 18) {
                VirtualFleet.now(ahead.fleet.ports.lock.tryAcquire(
                        new Lease(new AccountKey(id), "other"), Duration.ofMinutes(5)));
            }
        }
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofSeconds(75));
        assertThat(one.snapshot().failed()).isBetween(18L, 36L);
        assertThat(one.snapshot().skipped()).as("but for a probe or two").isGreaterThanOrEqualTo(160);
        assertThat(one.snapshot().scans()).isPositive();
    }

    @Test
    void someThatAlwaysFailKeepNobodyElseWaiting() {
        ahead.store(300, SKEW, Duration.ofMinutes(12));
        ahead.refused = LongStream.rangeClosed(1, 30).boxed().collect(Collectors.toSet());
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        assertThat(ahead.redeemedAt).hasSize(300);
        assertThat(one.snapshot().renewed()).isEqualTo(270);
        assertThat(one.snapshot().failed()).isBetween(30L, 150L);
    }

    @Test
    void whoNeedsALoginIsLeftAloneUntilThereIsOne() {
        ahead.store(1, Duration.ofMinutes(14), Account.ACTIVE);
        ahead.fleet.refusing("invalid_grant", true);
        RefreshAhead one = ahead.started("a");
        RefreshAhead other = ahead.started("b");
        ahead.advance(Duration.ofMinutes(5));
        assertThat(ahead.fleet.redeemed).hasSize(1);
        assertThat(one.snapshot().loginRequired() + other.snapshot().loginRequired())
                .isEqualTo(1);
        assertThat(ahead.fleet.ports.count("accounts.claim"))
                .as("asked for once")
                .isEqualTo(1);
        Account anew = ahead.store(1, Duration.ofMinutes(5), Account.ACTIVE);
        ahead.fleet.ports.accounts.save(anew.withCredentials(
                anew.credentials().with(java.util.Map.of("refresh_token", "rt-new", "_token_version", 8L))));
        ahead.advance(MINUTE);
        assertThat(ahead.fleet.redeemed).containsExactly("rt-1-0", "rt-new");
    }

    @Test
    void thoseOfARevokedCrowdDoNotSlowDownTheOthers() {
        ahead.store(500, SKEW, Duration.ofMinutes(12));
        ahead.fleet.platform = Platform.OPENAI.toBuilder()
                .refusals(RefusalRules.builder().inARow(0).build())
                .build();
        ahead.fleet.refusing("invalid_grant", true);
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofSeconds(75));
        assertThat(one.snapshot().loginRequired()).isEqualTo(500);
        assertThat(one.snapshot().failed()).isZero();
    }

    @Test
    void whomAnotherRefreshesIsLeftToIt() {
        for (int id = 1; id <= 20; id++) {
            ahead.store(id, SKEW, Account.ACTIVE);
            Lease others = new Lease(new AccountKey(id), "other");
            VirtualFleet.now(ahead.fleet.ports.lock.tryAcquire(others, MINUTE));
        }
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofSeconds(50));
        assertThat(ahead.redemptions()).isZero();
        assertThat(one.snapshot().skipped())
                .isPositive()
                .isEqualTo(one.snapshot().found());
        assertThat(ahead.fleet.ports.count("accounts.claim")).isZero();
    }

    @Test
    void whoseRefreshFailedSinceThePageWasReadRests() {
        ahead.store(1, SKEW, Account.ACTIVE);
        ahead.endpointDown = true;
        ahead.settings =
                ahead.settings.toBuilder().pageSize(1_000).maxRefreshes(1).build();
        RefreshAhead one = ahead.started(
                "a",
                query -> ahead.fleet
                        .ports
                        .accounts
                        .page(query)
                        .map(page -> Stream.concat(page.stream(), page.stream()).toList()));
        while (one.snapshot().scans() == 0) {
            ahead.fleet.advance(Duration.ofMillis(100));
        }
        assertThat(ahead.redemptions()).isEqualTo(1);
        assertThat(one.snapshot().skipped()).isEqualTo(1);
        assertThat(ahead.fleet.ports.count("lock.tryAcquire")).isEqualTo(1);
    }

    @Test
    void closingWhatWasNeverStartedIsOverAtOnce() {
        RefreshAhead one = ahead.fleet.instance().refreshAhead(ahead.fleet.ports.accounts, ahead.settings);
        assertThat(one.close(MINUTE).toFuture()).isDone();
    }

    @Test
    void closingAsksForNoMoreAndWaitsForThoseUnderWay() {
        ahead.store(1_000, SKEW, Duration.ofMinutes(12));
        RefreshAhead one = ahead.started("a");
        while (ahead.redemptions() < 100) {
            ahead.fleet.advance(Duration.ofMillis(50));
        }
        var report = one.close(MINUTE).toFuture();
        long pages = ahead.fleet.ports.count("accounts.page");
        int begun = one.snapshot().underWay();
        assertThat(begun).isPositive();
        assertThat(report).isNotDone();
        ahead.advance(Duration.ofSeconds(2));
        assertThat(report.getNow(null).underWay()).isZero();
        assertThat(ahead.redemptions()).isLessThan(125);
        assertThat(report.getNow(null).renewed()).isEqualTo(ahead.redemptions());
        assertThat(ahead.fleet.ports.count("accounts.page")).isEqualTo(pages);
        ahead.advance(Duration.ofHours(1));
        assertThat(ahead.redemptions()).isLessThan(125);
    }

    @Test
    void closingDuringAPauseIsOverAtOnceAndForGood() {
        RefreshAhead one = ahead.started("a");
        assertThat(one.close(MINUTE).toFuture()).isDone();
        one.start();
        ahead.store(10, SKEW, SKEW);
        ahead.advance(Duration.ofMinutes(2));
        assertThat(ahead.redemptions()).isZero();
    }

    @Test
    void closingWaitsNoLongerThanItMay() {
        ahead.fleet.endpointLatency = Duration.ofSeconds(10);
        ahead.store(10, SKEW, SKEW);
        RefreshAhead one = ahead.started("a");
        ahead.fleet.advance(Duration.ofSeconds(30));
        var report = one.close(Duration.ofSeconds(1)).toFuture();
        ahead.fleet.advance(Duration.ofSeconds(1));
        assertThat(report.getNow(null).underWay()).isPositive();
        ahead.advance(Duration.ofSeconds(15));
        assertThat(ahead.fleet.row()).as("no such account").isNull();
        assertThat(one.snapshot().underWay()).isZero();
        assertThat(one.snapshot().renewed()).isBetween(8L, 10L);
    }

    @Test
    void whatEndsSoonGoesFirstWhateverChanceSays() {
        ahead.settings =
                ahead.settings.toBuilder().pageSize(200).maxRefreshes(1).build();
        ahead.store(100, Duration.ofMinutes(5), Duration.ofMinutes(7));
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        List<Long> hurried = ahead.order.stream().filter(id -> id <= 20).toList();
        assertThat(hurried).isSorted();
        assertThat(Set.copyOf(ahead.order)).hasSize(100);
    }
}
