package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A platform's limit: the token endpoint sees no more redemptions at once than it allows. */
class RefreshPermitsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    private List<Disposable> refreshing(int accounts, int limit) {
        fleet.platform = Platform.OPENAI.toBuilder().maxRefreshes(limit).build();
        fleet.answering(account -> Mono.fromSupplier(() -> fleet.grant(Integer.parseInt(account.id()))));
        RefreshingAccessTokenProvider provider = fleet.instance();
        List<Disposable> calls = new ArrayList<>();
        for (int id = 1; id <= accounts; id++) {
            calls.add(provider.getAccessToken(fleet.stored(id, Duration.ofMinutes(-1)))
                    .subscribe(answers::add, failure -> answers.add("error")));
        }
        return calls;
    }

    @Test
    void noMoreThanTheLimitAreRedeemedAtOnceAndAllInTheEnd() {
        refreshing(6, 2);
        for (int round = 1; round <= 3; round++) {
            fleet.advance(Duration.ofMillis(299));
            assertThat(fleet.redeemed).hasSize(2 * round);
            fleet.advance(Duration.ofMillis(1));
        }
        assertThat(answers).containsExactly("at-1", "at-2", "at-3", "at-4", "at-5", "at-6");
    }

    @Test
    void callersThatLeaveTheLineLeaveNoPermitBehind() {
        refreshing(6, 2).forEach(Disposable::dispose);
        fleet.advance(Duration.ofSeconds(5));
        answers.clear();
        refreshing(2, 2);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).hasSize(2);
    }

    @Test
    void aLineThatIsTooLongEndsInAnErrorThatMayBeRetried() {
        fleet.endpointLatency = Duration.ofSeconds(14);
        refreshing(4, 1);
        fleet.advance(Duration.ofSeconds(21));
        assertThat(answers).containsExactly("at-1", "error", "error");
    }

    @Test
    void withoutPatienceNobodyWaitsInLineLongerThanForALock() {
        fleet.settings = fleet.settings.toBuilder()
                .backoff(fleet.settings.backoff().toBuilder()
                        .maxWait(Duration.ZERO)
                        .build())
                .build();
        fleet.endpointLatency = Duration.ofSeconds(14);
        refreshing(40, 1);
        fleet.advance(Duration.ofMillis(400));
        assertThat(answers).hasSize(39).containsOnly("error");
    }

    @Test
    void whatWasWaitedForALockIsWaitedNoMoreInLine() {
        fleet.endpointLatency = Duration.ofSeconds(14);
        fleet.platform = Platform.OPENAI.toBuilder().maxRefreshes(1).build();
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account second = fleet.stored(2, Duration.ofMinutes(-1));
        Lease stranger = new Lease(AccountKey.of(second), "stranger");
        VirtualFleet.now(fleet.ports.lock.tryAcquire(stranger, Duration.ofMinutes(1)));
        VirtualFleet.now(fleet.ports.claimRefresh(new ClaimRequest("2", "stranger", Duration.ofMinutes(1))));
        provider.getAccessToken(second).subscribe(answers::add, failure -> answers.add("error"));
        fleet.advance(Duration.ofSeconds(10));
        provider.getAccessToken(fleet.stored(1, Duration.ofMinutes(-1))).subscribe();
        fleet.advance(Duration.ofMillis(10_600));
        assertThat(answers).containsExactly("error");
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatThrownBy(() -> Platform.OPENAI.toBuilder().maxRefreshes(0).build())
                .hasMessageContaining("maxRefreshes");
    }

    @Test
    void whoeverHasAValidTokenWaitsInLineNoLongerThanForALock() {
        fleet.endpointLatency = Duration.ofSeconds(14);
        fleet.platform = Platform.OPENAI.toBuilder().maxRefreshes(1).build();
        RefreshingAccessTokenProvider provider = fleet.instance();
        provider.getAccessToken(fleet.stored(1, Duration.ofMinutes(-1))).subscribe();
        provider.getAccessToken(fleet.stored(2, Duration.ofMinutes(1))).subscribe(answers::add);
        fleet.advance(Duration.ofMillis(400));
        assertThat(answers).containsExactly("at-0");
    }

    @Test
    void anAccountThatHasNoTokenYetWaitsAsLongAsOneWhoseTokenHasExpired() {
        fleet.endpointLatency = Duration.ofSeconds(2);
        fleet.platform = Platform.OPENAI.toBuilder().maxRefreshes(1).build();
        fleet.answering(account -> Mono.fromSupplier(() -> fleet.grant(Integer.parseInt(account.id()))));
        RefreshingAccessTokenProvider provider = fleet.instance();
        provider.getAccessToken(fleet.stored(1, Duration.ofMinutes(-1))).subscribe();
        Account imported = Account.active(2, "openai", Credentials.of(Map.of("refresh_token", "rt-0")));
        fleet.ports.accounts.save(imported);
        provider.getAccessToken(imported).subscribe(answers::add, failure -> answers.add(failure.toString()));
        fleet.advance(Duration.ofSeconds(5));
        assertThat(answers).containsExactly("at-2");
    }
}
