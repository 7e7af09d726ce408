package io.tokenwell.example.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEvent;
import io.tokenwell.example.gateway.page.AccountRow.Claim;
import io.tokenwell.example.gateway.page.AccountView.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** How rows and events are shown. */
class ViewsTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({
        "active, 11,, 0, FRESH",
        "active, 10,, 0, DUE",
        "active, 0,, 0, EXPIRED",
        "active,,, 0, EXPIRY_UNKNOWN",
        "paused, 11,, 0, NOT_IN_USE",
        "active, 5, running, 20, REFRESHING",
        "active, 5, running, -1, DUE",
        "active, 5, abandoned, 20, DUE",
        "active, 5, failed, 3, COOLING_DOWN",
        "active, 5, unknown, 3, COOLING_DOWN",
        "active, 5, failed, -1, DUE",
        "active, 5, refused, -1, LOGIN_REQUIRED",
        "paused, 5, refused, -1, NOT_IN_USE"
    })
    void theFirstThingToBeSaidOfAnAccount(
            String status, @Nullable Long left, @Nullable String outcome, long claimLeft, State expected) {
        @Nullable Claim claim = outcome == null ? null : claim(outcome, claimLeft, NOW);
        AccountView view = AccountView.of(row(status, left, claim), NOW, SKEW, 3);

        assertThat(view.state()).isEqualTo(expected);
        assertThat(view.waiting()).isEqualTo(3);
        assertThat(view.pauseMillis()).isEqualTo(expected == State.COOLING_DOWN ? Long.valueOf(3000) : null);
    }

    @Test
    void aRefusalOfAnEarlierLoginIsNoMatterAnyMore() {
        Claim old = claim("refused", -1, NOW.minusSeconds(61));
        assertThat(AccountView.of(row("active", 11L, old), NOW, SKEW, 0).state())
                .isEqualTo(State.FRESH);
    }

    @Test
    void aClaimThatRanOutWithoutAWordIsNamed() {
        AccountView.Refreshing silent = AccountView.of(row("active", 5L, claim("running", -1, NOW)), NOW, SKEW, 0)
                .refreshing();
        assertThat(silent).isEqualTo(new AccountView.Refreshing("host-1", "host-1/attempt", NOW, true));
    }

    @Test
    void aLifeThatIsNoneIsLeftOut() {
        AccountRow row = new AccountRow(1, "openai", "oauth", "active", NOW, 0, null);
        AccountView view = AccountView.of(row, NOW, SKEW, 0);
        assertThat(view.lifeMillis()).isNull();
        assertThat(view.refreshedAt()).isNull();
    }

    @Test
    void anyEventIsShownByItsNameAndWhatItHolds() {
        EventView cooling = EventView.of(7, NOW, new TokenEvent.CoolingDown("2", "503", Duration.ofSeconds(5), true));
        EventView lost = EventView.of(8, NOW, new TokenEvent.AttemptLost("1", "host-2", NOW));

        assertThat(cooling)
                .isEqualTo(new EventView(
                        7,
                        NOW,
                        "CoolingDown",
                        "2",
                        Map.of("reason", "503", "lengthMillis", 5000L, "outcomeUnknown", true)));
        assertThat(lost.details()).isEqualTo(Map.of("instance", "host-2", "startedAt", NOW.toString()));
    }

    @Test
    void onlyTheNewestEventsAreKept() {
        RecentEvents events = new RecentEvents(
                Flux.range(1, 60).map(id -> new TokenEvent.RotationSaved(Integer.toString(id))),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(events.newest())
                .hasSize(RecentEvents.MOST)
                .extracting(EventView::accountId)
                .startsWith("60", "59")
                .endsWith("11");
        assertThat(events.told()).isEqualTo(60);
    }

    private static Claim claim(String outcome, long left, Instant startedAt) {
        return new Claim(
                "host-1/attempt",
                startedAt,
                Duration.ofSeconds(left),
                outcome.equals("running") ? null : outcome,
                "why");
    }

    private static AccountRow row(String status, @Nullable Long left, @Nullable Claim claim) {
        @Nullable Instant end = left == null ? null : NOW.plusSeconds(left);
        return new AccountRow(
                1, "openai", "oauth", status, end, NOW.minusSeconds(60).toEpochMilli(), claim);
    }
}
