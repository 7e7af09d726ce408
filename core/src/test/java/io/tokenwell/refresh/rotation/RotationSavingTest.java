package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Redeemed credentials reach the table, whatever fails on the way. */
class RotationSavingTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private String refresh(Account account) {
        var answer = provider.getAccessToken(account).toFuture();
        fleet.advance(Duration.ofMillis(900));
        return answer.getNow("hanging");
    }

    @Test
    void aLostStatementIsRepeatedAtOnce() {
        AtomicInteger tries = new AtomicInteger();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(
                        () -> tries.incrementAndGet() == 1 ? Mono.error(new IllegalStateException("lost")) : work));
        assertThat(refresh(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(tries).hasValue(2);
        assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY)))
                .as("nothing lingers in escrow")
                .isNull();
    }

    @Test
    void aLostReplyIsFoundOutByReadingTheRow() {
        fleet.ports.bending(
                "accounts.complete", work -> work.then(Mono.error(new IllegalStateException("reply lost"))));
        assertThat(refresh(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.ports.count("accounts.complete")).isEqualTo(1);
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void aTableThatIsDownGetsTheRotationWhenItIsBack() {
        fleet.ports.failing("accounts.complete");
        assertThat(refresh(fleet.expired()))
                .as("the caller is served meanwhile")
                .isEqualTo("at-1");
        fleet.advance(Duration.ofSeconds(30));
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-0");
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(20));
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.claimIsFree()).isTrue();
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void theNextClaimantFinishesAnUnsavedRotationInsteadOfRedeemingAgain() {
        fleet.ports.failing("accounts.complete");
        refresh(fleet.expired());
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        fleet.advance(Duration.ofSeconds(61));
        Account stale = fleet.row();
        fleet.ports.accounts.save(stale.withCredentials(stale.credentials().with(Map.of("note", "edited"))));
        AtomicInteger tries = new AtomicInteger();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    tries.incrementAndGet();
                    return work;
                }));
        assertThat(VirtualFleet.now(provider.getAccessToken(stale))).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.row().credentials().text("note")).contains("edited");
    }

    @Test
    void aLoginThatCameMeanwhileWinsAndOurPairIsNotWritten() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    Account row = fleet.row();
                    Credentials login = row.credentials().with(fleet.grant(99).credentials());
                    fleet.ports.accounts.save(row.withCredentials(login));
                    return work;
                }));
        assertThat(refresh(fleet.expired())).isEqualTo("at-99");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-99");
    }

    @Test
    void aLoginThatCameBetweenTwoTriesWinsToo() {
        AtomicInteger tries = new AtomicInteger();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    if (tries.incrementAndGet() == 1) {
                        return Mono.error(new IllegalStateException("lost"));
                    }
                    Account row = fleet.row();
                    fleet.ports.accounts.save(row.withCredentials(
                            row.credentials().with(fleet.grant(99).credentials())));
                    return work;
                }));
        assertThat(refresh(fleet.expired())).isEqualTo("at-99");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-99");
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void aLoginThatBroughtOnlyARefreshTokenIsRedeemedInTurn() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    Account row = fleet.row();
                    if (row.credentials().text("refresh_token").orElse("").equals("rt-0")) {
                        fleet.ports.accounts.save(
                                row.withCredentials(row.credentials().with(Map.of("refresh_token", "rt-login"))));
                    }
                    return work;
                }));
        assertThat(refresh(fleet.expired())).isEqualTo("at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-login");
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void theVersionGrowsAndOtherKeysSurvive() {
        refresh(fleet.expired());
        Credentials stored = fleet.row().credentials();
        assertThat(stored.tokenVersion()).isGreaterThan(7).isGreaterThanOrEqualTo(VirtualClock.START.toEpochMilli());
        assertThat(stored.text("note")).contains("keep-me");
    }
}
