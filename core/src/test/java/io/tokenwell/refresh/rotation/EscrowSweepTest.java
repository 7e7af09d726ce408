package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an instance that is gone has left in escrow comes into the table though nobody asks for the account. */
class EscrowSweepTest {

    private final VirtualFleet fleet = new VirtualFleet();

    /** Redeemed under a claim and put into escrow; then its process was killed. */
    private EscrowedRotation leftBehind(long id) {
        Account row = fleet.stored(id, Duration.ofMinutes(-1));
        RefreshClaim claim = VirtualFleet.now(fleet.ports.accounts.claimRefresh(
                new ClaimRequest(Long.toString(id), "dead/" + id, Duration.ofSeconds(30))));
        Account renewed = row.withCredentials(
                row.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 8L)));
        EscrowedRotation rotation = Rotations.of(claim, renewed);
        fleet.escrow.keep(rotation, Duration.ofDays(7)).subscribe();
        return rotation;
    }

    private String storedToken(long id) {
        return VirtualFleet.now(fleet.ports.accounts.findById(Long.toString(id)))
                .credentials()
                .text("refresh_token")
                .orElse("");
    }

    @Test
    void soonAfterItsClaimIsNotRespectedAnyMore() {
        fleet.instance();
        EscrowedRotation rotation = leftBehind(Long.parseLong(VirtualFleet.ID));
        fleet.advance(Duration.ofSeconds(59));
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-0");
        fleet.advance(Duration.ofSeconds(50));
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-5");
        assertThat(VirtualFleet.now(fleet.escrow.find(rotation.key()))).isNull();
        assertThat(VirtualFleet.now(fleet.ports.cache.get(rotation.key()))).isNotNull();
        assertThat(fleet.events).as("nothing is at risk").isEmpty();
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void allOfThemHoweverMany() {
        for (long id = 1; id <= 350; id++) {
            leftBehind(id);
        }
        fleet.instance();
        fleet.advance(Duration.ofMinutes(2));
        for (long id = 1; id <= 350; id++) {
            assertThat(storedToken(id)).isEqualTo("rt-5");
        }
    }

    @Test
    void alsoOnceATableThatWasAwayIsBack() {
        fleet.instance();
        leftBehind(Long.parseLong(VirtualFleet.ID));
        fleet.ports.failing("accounts.unfinished", "accounts.claim", "accounts.complete", "accounts.find");
        fleet.advance(Duration.ofMinutes(20));
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(45));
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-5");
    }

    @Test
    void anAttemptThatLeftNothingIsLeftAlone() {
        fleet.expired();
        fleet.ports
                .accounts
                .claimRefresh(new ClaimRequest(VirtualFleet.ID, "dead/1", Duration.ofSeconds(30)))
                .subscribe();
        fleet.instance();
        fleet.advance(Duration.ofMinutes(5));
        assertThat(fleet.ports.count("escrow.find")).isPositive();
        assertThat(fleet.ports.count("accounts.claim")).isZero();
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.events).isEmpty();
    }

    @Test
    void aPairThatLostAgainstALoginStaysWhereItIs() {
        EscrowedRotation rotation = leftBehind(Long.parseLong(VirtualFleet.ID));
        Account row = fleet.row();
        fleet.ports.accounts.save(row.withCredentials(
                row.credentials().with(Map.of("refresh_token", "rt-login", "_token_version", 99L))));
        fleet.instance();
        fleet.advance(Duration.ofMinutes(5));
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-login");
        assertThat(fleet.ports.count("accounts.claim")).isZero();
        assertThat(VirtualFleet.now(fleet.escrow.find(rotation.key()))).isEqualTo(rotation);
    }

    @Test
    void aProviderThatIsClosedSweepsNoMore() {
        var closed = fleet.instance();
        closed.close(Duration.ofSeconds(1)).subscribe();
        leftBehind(Long.parseLong(VirtualFleet.ID));
        fleet.advance(Duration.ofMinutes(5));
        assertThat(fleet.ports.sweeps).hasValue(0);
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-0");
    }

    /** The pair is known by then: nothing that happens to Redis leaves the claim standing. */
    @Test
    void anEscrowThatGoesAwayAfterTheClaimHindersNothing() {
        fleet.instance();
        leftBehind(Long.parseLong(VirtualFleet.ID));
        fleet.ports.bending("accounts.claim", work -> work.doOnNext(claimed -> fleet.ports.failing("escrow.find")));
        fleet.advance(Duration.ofSeconds(109));
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-5");
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void whatIsFoundAfterAProviderHasClosedIsLeftToOthers() {
        var closed = fleet.instance();
        leftBehind(Long.parseLong(VirtualFleet.ID));
        fleet.ports.bending(
                "escrow.find",
                found -> Mono.defer(() -> {
                    fleet.ports.hook(Hook.NONE);
                    closed.close(Duration.ofSeconds(1)).subscribe();
                    return found;
                }));
        fleet.advance(Duration.ofSeconds(109));
        assertThat(fleet.ports.count("escrow.find")).isPositive();
        assertThat(fleet.ports.count("accounts.claim")).isZero();
        assertThat(storedToken(Long.parseLong(VirtualFleet.ID))).isEqualTo("rt-0");
    }
}
