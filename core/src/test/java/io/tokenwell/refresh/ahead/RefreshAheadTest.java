package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is refreshed before callers would do it, when, and by whom. */
class RefreshAheadTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofMinutes(3);

    private final AheadFleet ahead = new AheadFleet();

    private void eachOnceBeforeCallersWould(int accounts, Instant start, Duration first, Duration last) {
        assertThat(ahead.redeemedAt.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, accounts).boxed().toList());
        ahead.redeemedAt.forEach((id, times) -> {
            Instant end =
                    start.plus(first.plus(last.minus(first).multipliedBy(id).dividedBy(accounts)));
            assertThat(times)
                    .as("account %d", id)
                    .singleElement()
                    .satisfies(time -> assertThat(time).isBetween(end.minus(ahead.settings.window()), end.minus(SKEW)));
        });
    }

    @Test
    void fourInstancesRefreshEachAccountOnceInItsWindow() {
        Instant start = ahead.fleet.clock.instant();
        Duration first = Duration.ofMinutes(10);
        ahead.store(1_000, first, HOUR);
        List.of("a", "b", "c", "d").forEach(ahead::started);
        ahead.life = Duration.ofHours(9);
        ahead.advance(HOUR);
        eachOnceBeforeCallersWould(1_000, start, first, HOUR);
        assertThat(ahead.refreshers)
                .allSatisfy(each -> assertThat(each.snapshot().renewed())
                        .as("accounts that came up at one instance")
                        .isBetween(50L, 700L));
        assertThat(ahead.fleet.ports.count("accounts.claim")).isBetween(1_000L, 1_050L);
    }

    @Test
    void whoeverExpiresLaterIsLeftAlone() {
        ahead.store(10, HOUR, HOUR);
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(40));
        assertThat(ahead.redemptions()).isZero();
        ahead.advance(Duration.ofMinutes(17));
        assertThat(ahead.redemptions()).isEqualTo(10);
    }

    @Test
    void nothingHappensBeforeTheStart() {
        ahead.store(10, SKEW, SKEW);
        RefreshAhead idle = ahead.fleet.instance().refreshAhead(ahead.fleet.ports.accounts, ahead.settings);
        ahead.advance(HOUR);
        assertThat(ahead.redemptions()).isZero();
        assertThat(idle.snapshot().scans()).isZero();
    }

    @Test
    void instancesThatStartTogetherLookAtDifferentTimes() {
        List<Instant> looks = looks(4, Duration.ofSeconds(29));
        assertThat(looks).doesNotHaveDuplicates().hasSizeBetween(4, 5);
    }

    @Test
    void instancesThatMeetOncePartAgain() {
        ahead.fleet.random = DoubleStream.concat(
                        DoubleStream.of(0.5, 0.5, 0.5, 0.5),
                        DoubleStream.of(0.1, 0.9, 0.2, 0.4, 0.35, 0.7, 0.6, 0.8, 0.15, 0.85, 0.25, 0.75))
                .iterator()::nextDouble;
        List<Instant> looks = looks(2, Duration.ofSeconds(60));
        assertThat(looks.get(0)).isEqualTo(looks.get(1));
        assertThat(looks.subList(2, looks.size())).isNotEmpty().doesNotHaveDuplicates();
    }

    private List<Instant> looks(int instances, Duration time) {
        List<Instant> looks = new ArrayList<>();
        for (int instance = 0; instance < instances; instance++) {
            ahead.started("instance-" + instance, query -> {
                looks.add(ahead.fleet.clock.instant());
                return ahead.fleet.ports.accounts.page(query);
            });
        }
        ahead.advance(time);
        return looks;
    }

    @Test
    void startingTwiceIsStartingOnce() {
        ahead.store(10, SKEW, SKEW);
        RefreshAhead one = ahead.started("a");
        one.start();
        ahead.advance(Duration.ofMinutes(1));
        long scans = one.snapshot().scans();
        ahead.advance(Duration.ofMinutes(10));
        assertThat(one.snapshot().scans() - scans).isBetween(13L, 30L);
    }

    @Test
    void pagesAreReadOneAfterTheOtherAndSoManyAreRefreshedAtOnce() {
        ahead.settings = ahead.settings.toBuilder().pageSize(7).maxRefreshes(3).build();
        ahead.store(100, SKEW, Duration.ofMinutes(9));
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(1));
        assertThat(ahead.redemptions()).isEqualTo(100);
        assertThat(ahead.mostAtOnce).isEqualTo(3);
    }

    @Test
    void accountsOfOtherStatesAreRefreshedIfThatIsWantedAndNotCached() {
        ahead.store(1, SKEW, "quota_exceeded");
        ahead.store(2, SKEW, "banned");
        ahead.store(3, SKEW, Account.ACTIVE);
        ahead.settings = ahead.settings.toBuilder()
                .statuses(Set.of(Account.ACTIVE, "quota_exceeded"))
                .build();
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(1));
        assertThat(ahead.redeemedAt).containsOnlyKeys(1L, 3L);
        assertThat(ahead.cached(1)).as("out of use").isNull();
        assertThat(ahead.cached(3)).isNotNull();
    }

    @Test
    void thoseOutOfUseAreLeftAloneByDefault() {
        ahead.store(1, SKEW, "quota_exceeded");
        ahead.started("a");
        ahead.advance(HOUR);
        assertThat(ahead.redemptions()).isZero();
    }

    @Test
    void tokensThatEndedAWhileAgoAreRefreshedThoseOfLongAgoAreNot() {
        ahead.store(1, Duration.ofHours(-23), Account.ACTIVE);
        ahead.store(2, Duration.ofHours(-25), Account.ACTIVE);
        ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        assertThat(ahead.redeemedAt).containsOnlyKeys(1L);
    }

    @Test
    void aTokenThatLivesShorterThanTheWindowHasHalfItsLifeInPeace() {
        ahead.life = Duration.ofMinutes(10);
        ahead.store(1, Duration.ofMinutes(10), Account.ACTIVE);
        ahead.started("a");
        ahead.started("b");
        ahead.advance(HOUR);
        assertThat(ahead.redemptions()).isBetween(9, 12);
    }

    @Test
    void aYoungTokenCostsNoClaim() {
        Account account = ahead.store(1, Duration.ofMinutes(10), Account.ACTIVE);
        ahead.fleet.ports.accounts.save(account.withCredentials(
                account.credentials().with(Map.of("_token_version", ahead.fleet.clock.millis()))));
        ahead.fleet.ports.failing("cache.get");
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(4));
        assertThat(one.snapshot().skipped()).isPositive();
        assertThat(ahead.fleet.ports.count("accounts.claim")).isZero();
        ahead.advance(Duration.ofMinutes(2));
        assertThat(ahead.redemptions()).isEqualTo(1);
    }

    @Test
    void platformsThatOthersRefreshAreNotLookedFor() {
        ahead.fleet.platform = Platform.OPENAI.toBuilder().refreshed(false).build();
        ahead.store(10, SKEW, SKEW);
        ahead.started("a");
        ahead.advance(HOUR);
        assertThat(ahead.fleet.ports.count("accounts.page")).isZero();
    }

    @Test
    void aWindowThatCallersWouldOvertakeIsRefused() {
        RefreshAheadSettings narrow = RefreshAheadSettings.builder()
                .window(Duration.ofMinutes(5))
                .pause(Duration.ofSeconds(31))
                .build();
        assertThatThrownBy(() -> ahead.fleet.instance().refreshAhead(ahead.fleet.ports.accounts, narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window (PT5M) must exceed the refresh skew (PT3M) by four pauses (PT31S)");
        RefreshAheadSettings fitting = narrow.toBuilder()
                .window(Duration.ofMinutes(5))
                .pause(Duration.ofSeconds(30))
                .build();
        assertThat(ahead.fleet.instance().refreshAhead(ahead.fleet.ports.accounts, fitting))
                .isNotNull();
    }
}
