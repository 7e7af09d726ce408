package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A claim whose reply has not come may be ours: none of them is left to stand until it ends. */
class ClaimsInDoubtTest {

    private static final String CLAIM = "accounts.claim";
    private static final String ABANDON = "accounts.abandon";

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    /** What becomes of a claim. */
    private interface Fate {
        <T> Mono<T> of(int claim, Mono<T> work);
    }

    private void claiming(boolean abandonsFail, Fate fate) {
        AtomicInteger claims = new AtomicInteger();
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return switch (operation) {
                    case CLAIM -> fate.of(claims.incrementAndGet(), work);
                    case ABANDON -> abandonsFail ? Mono.error(new IllegalStateException("down")) : work;
                    default -> work;
                };
            }
        });
    }

    private void tableIsBack() {
        fleet.ports.hook(HookedPorts.Hook.NONE);
    }

    private void heard(Mono<String> call) {
        call.onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answers::add);
    }

    @Test
    void allThatOneProcessAskedForAtTheSameTimeAreGivenBack() {
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance("a");
        claiming(true, new Fate() {
            @Override
            public <T> Mono<T> of(int claim, Mono<T> work) {
                return claim == 1 ? Mono.never() : work.then(Mono.never());
            }
        });
        heard(provider.getAccessToken(account));
        heard(provider.replaceRejected(account, "at-0"));
        fleet.advance(Duration.ofSeconds(12));
        assertThat(answers).containsOnly("TokenStorageException").hasSize(2);
        assertThat(fleet.claimIsFree()).isFalse();
        tableIsBack();
        fleet.advance(Duration.ofSeconds(4));
        assertThat(fleet.claimIsFree()).isTrue();
    }

    /** Each of them could be the one that the table has granted. */
    @Test
    void noOtherIsAskedForWhileOneMayBeOurs() {
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance("a");
        claiming(true, new Fate() {
            @Override
            public <T> Mono<T> of(int claim, Mono<T> work) {
                return claim == 1
                        ? Mono.error(new IllegalStateException("down"))
                        : work.then(Mono.error(new IllegalStateException("reply lost")));
            }
        });
        for (int call = 0; call < 5; call++) {
            heard(provider.getAccessToken(account));
            fleet.advance(Duration.ofSeconds(1));
        }
        assertThat(answers).containsOnly("TokenStorageException").hasSize(5);
        tableIsBack();
        heard(provider.getAccessToken(account));
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).last().isEqualTo("at-1");
    }

    @Test
    void oneThatComesToTheTableAfterItWasGivenBackIsGivenBackAgain() {
        Account account = fleet.expired();
        claiming(false, new Fate() {
            @Override
            public <T> Mono<T> of(int claim, Mono<T> work) {
                return Mono.<T>never()
                        .doOnSubscribe(sent -> Mono.delay(Duration.ofSeconds(7), fleet.time)
                                .then(work)
                                .subscribe());
            }
        });
        heard(fleet.instance("a").getAccessToken(account));
        fleet.advance(Duration.ofSeconds(6));
        assertThat(fleet.ports.count(ABANDON)).isPositive();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.claimIsFree()).as("it has come").isFalse();
        tableIsBack();
        heard(fleet.instance("b").getAccessToken(account));
        fleet.advance(Duration.ofSeconds(4));
        assertThat(answers).containsExactly("TokenStorageException", "at-1");
    }

    @Test
    void whatIsGivenBackIsSaidNoLongerThanOthersRespectAClaim() {
        Account account = fleet.expired();
        fleet.ports.failing(CLAIM);
        heard(fleet.instance("a").getAccessToken(account));
        fleet.advance(fleet.settings.lockTtl().multipliedBy(2));
        long said = fleet.ports.count(ABANDON);
        fleet.advance(Duration.ofMinutes(5));
        assertThat(said).isBetween(5L, 8L);
        assertThat(fleet.ports.count(ABANDON)).isEqualTo(said);
    }

    /** A table that lets claims be given back and none be taken. */
    @Test
    void manyAreNotGivenBackForLong() {
        Account account = fleet.expired();
        fleet.ports.failing(CLAIM);
        RefreshingAccessTokenProvider provider = fleet.instance("a");
        for (int call = 0; call < 200; call++) {
            heard(provider.getAccessToken(account));
            fleet.advance(Duration.ofMillis(10));
        }
        long said = fleet.ports.count(ABANDON);
        fleet.advance(Duration.ofMinutes(5));
        assertThat(said).as("once each, and a few again").isBetween(200L, 220L);
        assertThat(fleet.ports.count(ABANDON)).isLessThan(said + 60);
    }
}
