package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An account that was deleted has no token any more, whatever a caller's snapshot says. */
class DeletedAccountTest {

    private static final String GONE = AccountNotFoundException.class.getSimpleName();

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    private void calling(RefreshingAccessTokenProvider instance, Account account) {
        heard(instance.getAccessToken(account));
    }

    private void heard(Mono<String> answer) {
        answer.onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answers::add);
        fleet.advance(Duration.ofSeconds(1));
    }

    private void deleted() {
        fleet.ports.bending("accounts.find", work -> Mono.empty());
    }

    @Test
    void itsSnapshotIsNeitherServedNorCachedForAll() {
        Account snapshot = fleet.stored(Duration.ofMinutes(50));
        deleted();
        calling(fleet.instance(), snapshot);
        heard(fleet.instance().getAccessToken(VirtualFleet.ID));
        assertThat(answers).containsExactly(GONE, GONE);
        assertThat(fleet.ports.count("cache.put")).isZero();
    }

    @Test
    void aTableThatCannotBeReadSaysNothingOfIt() {
        Account snapshot = fleet.stored(Duration.ofMinutes(50));
        fleet.ports.failing("accounts.find");
        calling(fleet.instance(), snapshot);
        assertThat(answers).containsExactly("at-0");
    }

    @Test
    void itIsNotServedByThoseWhoGaveUpWaiting() {
        Account snapshot = fleet.stored(Duration.ofMinutes(1));
        fleet.endpointLatency = Duration.ofSeconds(5);
        fleet.instance().getAccessToken(snapshot).subscribe();
        deleted();
        calling(fleet.instance(), snapshot);
        assertThat(answers).containsExactly(GONE);
    }

    @Test
    void norDuringACooldown() {
        Account snapshot = fleet.stored(Duration.ofMinutes(1));
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        RefreshingAccessTokenProvider instance = fleet.instance();
        calling(instance, snapshot);
        VirtualFleet.now(fleet.ports.cache.evict(VirtualFleet.KEY));
        deleted();
        calling(instance, snapshot);
        assertThat(answers).containsExactly("at-0", GONE);
    }

    @Test
    void norWhileItsRefreshWouldRunBehind() {
        fleet.settings = fleet.settings.toBuilder()
                .freshness(fleet.settings.freshness().toBuilder()
                        .mode(RefreshMode.BACKGROUND)
                        .build())
                .build();
        Account snapshot = fleet.stored(Duration.ofMinutes(1));
        deleted();
        calling(fleet.instance(), snapshot);
        assertThat(answers).containsExactly(GONE);
        assertThat(fleet.ports.count("cache.put")).isZero();
    }
}
