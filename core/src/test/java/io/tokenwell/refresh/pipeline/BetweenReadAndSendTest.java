package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenStorageException;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** From the row that a claim has read to the refresh token that is sent, nothing may change unseen. */
class BetweenReadAndSendTest {

    private final VirtualFleet fleet = new VirtualFleet();

    /** A holder that was silent for so long that nobody respects its claim any more, and then ends its attempt all the same. */
    private final class LateHolder {

        final RefreshClaim claim = VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "late/1", Duration.ofSeconds(30))));
        final Account renewed = claim.account()
                .withCredentials(claim.account()
                        .credentials()
                        .with(fleet.grant(5).credentials())
                        .with(Map.of("_token_version", 8L)));
        final EscrowedRotation rotation = Rotations.of(claim, renewed);

        LateHolder() {
            fleet.escrow.keep(rotation, Duration.ofDays(1)).subscribe();
            fleet.advance(Duration.ofSeconds(61));
        }

        Mono<Void> end() {
            return fleet.ports.accounts.complete(claim, renewed.credentials()).then(fleet.escrow.remove(rotation));
        }
    }

    private Object answer() {
        var answer = fleet.instance()
                .getAccessToken(VirtualFleet.ID)
                .<Object>map(token -> token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofSeconds(3));
        return answer.getNow("hanging");
    }

    @Test
    void aLateCompletionThatEmptiesEscrowAfterTheClaimHasReadTheOldRowIsNoticed() {
        fleet.expired();
        LateHolder holder = new LateHolder();
        fleet.ports.bending("escrow.find", work -> Mono.defer(() -> holder.end().then(work)));
        assertThat(answer()).isEqualTo("at-5");
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.claimIsFree()).isTrue();
        assertThat(fleet.lockIsFree()).isTrue();
    }

    @Test
    void whileTheRowCannotBeReadAgainNothingIsSent() {
        fleet.expired();
        new LateHolder();
        fleet.ports.bending("escrow.find", work -> Mono.empty());
        var waits = fleet.instance();
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return switch (operation) {
                    case "escrow.find" -> Mono.empty();
                    case "accounts.find" ->
                        fleet.ports.count("accounts.claim") > 0 ? Mono.error(new IllegalStateException("down")) : work;
                    default -> work;
                };
            }
        });
        var answer = waits.getAccessToken(VirtualFleet.ID)
                .<Object>map(token -> token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofSeconds(3));
        assertThat(answer.getNow("hanging")).isInstanceOf(TokenStorageException.class);
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void aTokenThatNobodyHasEndedIsSentAfterASecondLook() {
        fleet.expired();
        new LateHolder();
        fleet.ports.bending("escrow.find", work -> Mono.empty());
        assertThat(answer()).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.events).hasAtLeastOneElementOfType(TokenEvent.AttemptLost.class);
    }

    /** Statements of the usual refresh: claim and completion, nothing more. */
    @Test
    void withoutAnEarlierAttemptTheRowIsReadOnce() {
        Account expired = fleet.expired();
        var answer = fleet.instance().getAccessToken(expired).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-1");
        assertThat(fleet.ports.operations)
                .filteredOn(operation -> operation.startsWith("accounts."))
                .containsExactly("accounts.claim", "accounts.complete");
    }
}
