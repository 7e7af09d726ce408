package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Somebody holds an account's row locked: what writes to it waits without end, what reads it does not. */
class LockedRowTest {

    private static final Set<String> WRITES =
            Set.of("accounts.claim", "accounts.complete", "accounts.abandon", "accounts.postpone", "accounts.mark");

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    private void calling(RefreshingAccessTokenProvider instance, Account account) {
        instance.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answer -> answers.add(answer + "@" + fleet.time.now(TimeUnit.SECONDS)));
    }

    private void silent(Set<String> operations) {
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operations.contains(operation) ? Mono.never() : work;
            }
        });
    }

    private Account loggedInAnew(Account account) {
        Account row = account.withCredentials(account.credentials()
                .with(Map.of(
                        "access_token",
                        "at-login",
                        "refresh_token",
                        "rt-login",
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                        "_token_version",
                        9L)));
        fleet.ports.accounts.save(row);
        return row;
    }

    @Test
    void whoeverCannotClaimIsServedFromTheRow() {
        Account snapshot = fleet.expired();
        loggedInAnew(snapshot);
        silent(WRITES);
        calling(fleet.instance(), snapshot);
        fleet.advance(Duration.ofSeconds(30));
        assertThat(answers).as("after one timeout").containsExactly("at-login@5");
    }

    @Test
    void theClaimIsGivenBackAllTheSame() {
        Account snapshot = fleet.expired();
        fleet.ports.bending("accounts.claim", work -> work.then(Mono.never()));
        calling(fleet.instance(), snapshot);
        fleet.advance(Duration.ofSeconds(6));
        assertThat(answers).containsExactly("TokenStorageException@5");
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void whoeverLostAgainstANewLoginIsServedItsToken() {
        Account snapshot = fleet.expired();
        calling(fleet.instance(), snapshot);
        fleet.advance(Duration.ofMillis(200));
        loggedInAnew(snapshot);
        silent(Set.of("accounts.abandon"));
        fleet.advance(Duration.ofSeconds(30));
        assertThat(answers).containsExactly("at-login@5");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void whoeverCannotTellWhoHasWonLooksAgain() {
        Account snapshot = fleet.expired();
        calling(fleet.instance(), snapshot);
        fleet.advance(Duration.ofMillis(200));
        loggedInAnew(snapshot);
        fleet.ports.failing("accounts.abandon", "accounts.find");
        fleet.advance(Duration.ofMillis(101));
        assertThat(answers).isEmpty();
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly("at-login@0");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }
}
