package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.guard.GuardedEscrow;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.refresh.report.TokenEvents;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Two attempts of one process at the same rotation: the one that redeemed it, and one that found it in escrow. */
class UnsavedRotationsTest {

    private static final TokenEvent AT_RISK = new TokenEvent.RotationAtRisk(VirtualFleet.ID, true);
    private static final TokenEvent SAVED = new TokenEvent.RotationSaved(VirtualFleet.ID);

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<TokenEvent> told = new CopyOnWriteArrayList<>();
    private final RefreshRuntime runtime =
            new RefreshRuntime(fleet.clock, fleet.time, () -> fleet.time.now(TimeUnit.NANOSECONDS), () -> 0.5, "one");
    private final GuardedEscrow escrow = new GuardedEscrow(fleet.escrow, true, runtime, fleet.settings);
    private final DetachedWork detached = new DetachedWork();
    private final UnsavedRotations flush = new UnsavedRotations(escrow, detached, runtime, fleet.settings);
    private final RotationNews own = new RotationNews.Own(
            new TokenEvents(runtime, new RefreshObserver() {
                @Override
                public void onEvent(TokenEvent event) {
                    told.add(event);
                }
            }),
            VirtualFleet.ID,
            () -> {});
    private final EscrowedRotation rotation = rotation(fleet.expired());
    private boolean tableIsBack;

    private EscrowedRotation rotation(Account row) {
        Account renewed =
                row.withCredentials(row.credentials().with(fleet.grant(1).credentials()));
        return Rotations.of(new RefreshClaim(row, "one/1", true), renewed);
    }

    private void begun(RotationNews news) {
        flush.start(rotation, news, true, this::completed, taken -> Mono.empty());
        fleet.advance(Duration.ofSeconds(3));
    }

    private Mono<Boolean> completed() {
        return tableIsBack ? Mono.just(true) : Mono.error(new IllegalStateException("down"));
    }

    private void backAgain() {
        tableIsBack = true;
        fleet.advance(Duration.ofSeconds(1));
        assertThat(flush.holds(rotation)).isFalse();
        assertThat(detached.busy()).isFalse();
    }

    @Test
    void whoeverOnlyFoundItTellsNothing() {
        begun(new RotationNews.Found());
        backAgain();
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverRedeemedItTellsThoughItWasFoundBefore() {
        begun(new RotationNews.Found());
        begun(own);
        backAgain();
        assertThat(told).containsExactly(AT_RISK, SAVED);
    }

    @Test
    void whoeverRedeemedItTellsThoughItIsFoundLater() {
        begun(own);
        begun(new RotationNews.Found());
        backAgain();
        assertThat(told).containsExactly(AT_RISK, SAVED);
    }

    /** Each under a claim of its own, which the table ends with the pair. */
    @Test
    void allAttemptsWithThePairBringTheirClaimsToAnEnd() {
        List<String> ended = new CopyOnWriteArrayList<>();
        for (String claim : List.of("one", "two")) {
            flush.start(
                    rotation, own, true, () -> completed().doOnNext(taken -> ended.add(claim)), taken -> Mono.empty());
        }
        fleet.advance(Duration.ofSeconds(3));
        backAgain();
        assertThat(ended).containsExactlyInAnyOrder("one", "two");
        assertThat(VirtualFleet.now(fleet.escrow.find(rotation.key()))).isNull();
    }
}
