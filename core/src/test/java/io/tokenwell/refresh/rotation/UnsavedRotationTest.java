package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.CloseReport;
import io.tokenwell.ProviderHealth;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Redeemed credentials that the table does not take: where they wait, who is told, and what the shutdown reports. */
class UnsavedRotationTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private String refresh() {
        var answer = provider.getAccessToken(fleet.expired()).toFuture();
        fleet.advance(Duration.ofMillis(900));
        return answer.getNow("hanging");
    }

    @Test
    void itIsInTheSharedEscrowAndHealthIsDownUntilTheTableIsBack() {
        fleet.ports.failing("accounts.complete");
        assertThat(refresh()).isEqualTo("at-1");
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 0)).matches(health -> !health.up());
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNotNull();
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(provider.health()).matches(ProviderHealth::up);
        assertThat(fleet.events)
                .containsExactly(
                        new TokenEvent.RotationAtRisk(VirtualFleet.ID, true),
                        new TokenEvent.RotationSaved(VirtualFleet.ID));
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNull();
    }

    @Test
    void withoutTheSharedEscrowItWaitsInMemoryAndMovesOnceThatIsBack() {
        fleet.ports.failing("accounts.complete", "escrow.keep", "escrow.find");
        assertThat(refresh()).isEqualTo("at-1");
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 1));
        fleet.ports.failing("accounts.complete");
        fleet.advance(Duration.ofSeconds(1));
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 0));
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNotNull();
    }

    @Test
    void anotherInstanceFinishesItWithoutRedeeming() {
        fleet.ports.failing("accounts.complete");
        refresh();
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        fleet.advance(Duration.ofSeconds(61));
        fleet.ports.hook(Hook.NONE);
        assertThat(VirtualFleet.now(fleet.instance("other").getAccessToken(fleet.row())))
                .isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void whatAnotherInstanceFinishesDoesNotStayInEscrow() {
        EscrowedRotation left = ofADeadInstance(fleet.expired());
        fleet.escrow.keep(left, Duration.ofDays(1)).subscribe();
        assertThat(VirtualFleet.now(fleet.instance("other").getAccessToken(fleet.row())))
                .isEqualTo("at-5");
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNull();
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void aPairOfAnEarlierTimeInThisProcessHidesNotTheOneInTheSharedEscrow() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    var row = fleet.row();
                    fleet.ports.accounts.save(row.withCredentials(row.credentials()
                            .with(fleet.grant(99).credentials())
                            .with(Map.of("_token_version", 9L))));
                    fleet.ports.failing("escrow.keep");
                    return work;
                }));
        assertThat(refresh()).as("superseded, and kept in memory only").isEqualTo("at-99");
        fleet.ports.hook(Hook.NONE);
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        var login = fleet.expired();
        login = login.withCredentials(
                login.credentials().with(Map.of("refresh_token", "rt-login", "_token_version", 20L)));
        fleet.ports.accounts.save(login);
        EscrowedRotation left = ofADeadInstance(login);
        fleet.escrow.keep(left, Duration.ofDays(1)).subscribe();
        assertThat(VirtualFleet.now(provider.getAccessToken(fleet.row()))).isEqualTo("at-5");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    private EscrowedRotation ofADeadInstance(Account row) {
        var redeemed = row.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 21L));
        return Rotations.of(new RefreshClaim(row, "dead/1", true), row.withCredentials(redeemed));
    }

    @Test
    void withoutASharedEscrowNothingIsCalledSafe() {
        RefreshingAccessTokenProvider alone = RefreshingAccessTokenProvider.builder()
                .repository(fleet.ports)
                .endpoint(account -> Mono.fromSupplier(() -> fleet.grant(1)))
                .clock(fleet.clock)
                .scheduler(fleet.time, () -> fleet.time.now(TimeUnit.NANOSECONDS))
                .build();
        fleet.ports.failing("accounts.complete");
        alone.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(alone.health()).isEqualTo(new ProviderHealth(1, 1));
    }

    @Test
    void closingNamesTheAnswersThatHadNotCome() {
        fleet.endpointLatency = Duration.ofSeconds(20);
        provider.getAccessToken(fleet.expired()).onErrorReturn("told").subscribe();
        CompletableFuture<CloseReport> report =
                provider.close(Duration.ofSeconds(5)).toFuture();
        fleet.advance(Duration.ofSeconds(5));
        assertThat(report).isCompletedWithValue(new CloseReport(List.of(), List.of(), List.of(VirtualFleet.ID)));
    }

    @Test
    void aStatementThatHangsDoesNotKeepThePairFromBeingSafe() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.delay(Duration.ofSeconds(2), fleet.time).then(work));
        var answer = provider.getAccessToken(fleet.expired()).toFuture();
        fleet.advance(Duration.ofMillis(450));
        assertThat(answer).isNotDone();
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY)))
                .as("a kill now loses nothing")
                .isNotNull();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answer.getNow("hanging")).isEqualTo("at-1");
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNull();
        assertThat(fleet.ports.count("accounts.complete")).isEqualTo(1);
    }

    @Test
    void closingWaitsForTheTableAndReportsNothingLeft() {
        fleet.ports.failing("accounts.complete");
        refresh();
        CompletableFuture<CloseReport> report =
                provider.close(Duration.ofSeconds(10)).toFuture();
        fleet.advance(Duration.ofSeconds(3));
        assertThat(report).isNotDone();
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(report).isCompletedWithValue(new CloseReport(List.of(), List.of(), List.of()));
    }

    @Test
    void closingIsBoundedAndReportsWhatIsLeftWhere() {
        fleet.ports.failing("accounts.complete");
        refresh();
        CompletableFuture<CloseReport> shared =
                provider.close(Duration.ofSeconds(2)).toFuture();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(shared).isCompletedWithValue(new CloseReport(List.of(VirtualFleet.ID), List.of(), List.of()));
    }

    @Test
    void closingNamesTheAccountsThatDieWithTheProcess() {
        fleet.ports.failing("accounts.complete", "escrow.keep", "escrow.find");
        refresh();
        CompletableFuture<CloseReport> lost =
                provider.close(Duration.ofSeconds(2)).toFuture();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(lost).isCompletedWithValue(new CloseReport(List.of(), List.of(VirtualFleet.ID), List.of()));
    }

    @Test
    void closingWaitsForARefreshUnderWayThatAllCallersHaveLeft() {
        provider.getAccessToken(fleet.expired()).subscribe().dispose();
        CompletableFuture<CloseReport> report =
                provider.close(Duration.ofSeconds(5)).toFuture();
        fleet.advance(Duration.ofMillis(299));
        assertThat(report).isNotDone();
        fleet.advance(Duration.ofMillis(2));
        assertThat(report).isDone();
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void closingWaitsForAnAnswerThatIsLate() {
        fleet.endpointLatency = Duration.ofSeconds(20);
        provider.getAccessToken(fleet.expired()).onErrorReturn("told").subscribe();
        fleet.advance(Duration.ofSeconds(16));
        CompletableFuture<CloseReport> report =
                provider.close(Duration.ofSeconds(10)).toFuture();
        fleet.advance(Duration.ofSeconds(3));
        assertThat(report).isNotDone();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(report).isDone();
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void thePairThatLostAgainstANewLoginIsKeptAndTold() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    var row = fleet.row();
                    fleet.ports.accounts.save(row.withCredentials(
                            row.credentials().with(fleet.grant(99).credentials())));
                    return work;
                }));
        assertThat(refresh()).isEqualTo("at-99");
        assertThat(fleet.events).containsExactly(new TokenEvent.RotationSuperseded(VirtualFleet.ID));
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNotNull();
        assertThat(provider.health()).matches(ProviderHealth::up);
    }
}
