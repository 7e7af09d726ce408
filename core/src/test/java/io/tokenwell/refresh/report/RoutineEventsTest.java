package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is told although all is well. */
class RoutineEventsTest {

    private final VirtualFleet fleet = new VirtualFleet();

    private void called(RefreshingAccessTokenProvider provider, Account account) {
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
    }

    @Test
    void aRefreshIsToldOnceWithItsTimeAndTheNewExpiry() {
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = fleet.expired();
        called(provider, account);
        called(provider, account);
        assertThat(fleet.told)
                .containsExactly(new TokenEvent.Refreshed(
                        VirtualFleet.ID,
                        Duration.ofMillis(300),
                        VirtualClock.START.plus(Duration.ofHours(1)).plusMillis(300)));
    }

    @Test
    void itTakesUntilTheTableHasTakenTheAnswer() {
        fleet.ports.bending("accounts.complete", work -> work.delaySubscription(Duration.ofMillis(50), fleet.time));
        called(fleet.instance(), fleet.expired());
        assertThat(fleet.told)
                .singleElement()
                .satisfies(event ->
                        assertThat(((TokenEvent.Refreshed) event).took()).isEqualTo(Duration.ofMillis(350)));
    }

    @Test
    void whatTheTableDoesNotTakeIsNotToldAsRefreshed() {
        fleet.ports.failing("accounts.complete");
        called(fleet.instance(), fleet.expired());
        assertThat(fleet.told).containsExactly(new TokenEvent.RotationAtRisk(VirtualFleet.ID, true));
    }

    @Test
    void aRefusalIsNotToldAsRefreshed() {
        fleet.refusing("temporarily_unavailable", false);
        called(fleet.instance(), fleet.expired());
        assertThat(fleet.told).singleElement().isInstanceOf(TokenEvent.CoolingDown.class);
    }

    @Test
    void contentionIsToldOnceHoweverManyRoundsAndCallersWait() {
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        Account account = fleet.stored(Duration.ofMinutes(1));
        RefreshingAccessTokenProvider provider = fleet.instance();
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        called(provider, account);
        assertThat(fleet.told).containsExactly(new TokenEvent.Contended(VirtualFleet.ID));
        called(provider, account);
        assertThat(fleet.told).as("a further call").hasSize(2);
    }

    @Test
    void eachInstanceTellsItsOwn() {
        Account account = fleet.expired();
        fleet.instance("one").getAccessToken(account).subscribe(token -> {}, failure -> {});
        called(fleet.instance("two"), account);
        assertThat(fleet.told)
                .hasSize(2)
                .contains(new TokenEvent.Contended(VirtualFleet.ID))
                .hasAtLeastOneElementOfType(TokenEvent.Refreshed.class);
    }
}
