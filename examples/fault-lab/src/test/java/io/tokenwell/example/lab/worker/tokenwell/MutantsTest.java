package io.tokenwell.example.lab.worker.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Every mutant lacks its one protection, which the library without it has. */
class MutantsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final TokenGrant GRANT = new TokenGrant(Map.of("refresh_token", "rt-2", "access_token", "at-2"));

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Stores stores;

    private static long lastAccount;

    private final long account = ++lastAccount;
    private final Callers callers = new Callers();
    private final Sinks.One<TokenGrant> answer = Sinks.one();

    @BeforeAll
    static void start() {
        stores = new Stores();
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    private Ports ports(Mutant mutant) {
        return ports(mutant, stores.accounts);
    }

    private Ports ports(Mutant mutant, AccountRepository repository) {
        return stores.ports(mutant, repository, asked -> answer.asMono(), callers);
    }

    private RefreshClaim claimed(Ports ports, String owner) {
        return Objects.requireNonNull(ports.repository()
                .claimRefresh(new ClaimRequest(Long.toString(account), owner, LONG))
                .block());
    }

    private static Credentials redeemed(RefreshClaim claim) {
        return claim.account().credentials().with(GRANT.credentials()).with(Map.of("_token_version", 5));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "OWNER_CHECK"})
    void whoeverReleasesFreesAnothersLock(Mutant mutant) {
        Ports ports = ports(mutant);
        AccountKey key = new AccountKey(account);
        ports.lock().tryAcquire(new Lease(key, "holder"), LONG).block();
        ports.lock().release(new Lease(key, "overtaken")).block();
        Lease third = ports.lock().tryAcquire(new Lease(key, "third"), LONG).block();
        assertThat(third != null).isEqualTo(mutant == Mutant.OWNER_CHECK);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "RELEASE"})
    void nothingIsEverFreed(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        Lease lease = new Lease(new AccountKey(account), "holder");
        ports.lock().tryAcquire(lease, LONG).block();
        ports.lock().release(lease).block();
        Lease second = ports.lock()
                .tryAcquire(new Lease(new AccountKey(account), "second"), LONG)
                .block();
        assertThat(second == null).isEqualTo(mutant == Mutant.RELEASE);
        ports.repository().abandon(claimed(ports, "holder")).block();
        assertThat(claimed(ports, "second").granted()).isEqualTo(mutant == Mutant.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "OWNER_CHECK"})
    void whoeverGivesUpFreesAnothersClaim(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        RefreshClaim held = claimed(ports, "holder");
        ports.repository()
                .abandon(new RefreshClaim(held.account(), "overtaken", true))
                .block();
        assertThat(claimed(ports, "third").granted()).isEqualTo(mutant == Mutant.OWNER_CHECK);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "OWNER_CHECK"})
    void whoeverPostponesOrCompletesEndsAnothersClaim(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        RefreshClaim held = claimed(ports, "holder");
        RefreshClaim overtaken = new RefreshClaim(held.account(), "overtaken", true);
        ports.repository()
                .postpone(overtaken, new Cooldown("late", Duration.ofMillis(-1), true))
                .block();
        assertThat(claimed(ports, "third").granted()).isEqualTo(mutant == Mutant.OWNER_CHECK);
        ports.repository().complete(overtaken, redeemed(held)).block();
        assertThat(claimed(ports, "fourth").granted()).isEqualTo(mutant == Mutant.OWNER_CHECK);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "CLAIM"})
    void everybodyGetsClaimAndLock(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        AccountKey key = new AccountKey(account);
        assertThat(claimed(ports, "one").granted()).isTrue();
        assertThat(claimed(ports, "two").granted()).isEqualTo(mutant == Mutant.CLAIM);
        ports.lock().tryAcquire(new Lease(key, "one"), LONG).block();
        Lease second = ports.lock().tryAcquire(new Lease(key, "two"), LONG).block();
        assertThat(second != null).isEqualTo(mutant == Mutant.CLAIM);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "COMPARE_AND_SET"})
    void aStaleCompletionOverwritesANewLogin(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        RefreshClaim claim = claimed(ports, "holder");
        stores.changeRow(account, Map.of("refresh_token", "login", "_token_version", 3));
        assertThat(ports.repository().complete(claim, redeemed(claim)).block())
                .isEqualTo(mutant == Mutant.COMPARE_AND_SET);
        assertThat(stores.storedRefreshToken(account)).isEqualTo(mutant == Mutant.COMPARE_AND_SET ? "rt-2" : "login");
    }

    @Test
    void anAnswerIsThrownAwayOnceTheLastCallerHasLeft() {
        Disposable caller = callers.counted(account, Mono.never()).subscribe();
        Disposable other = callers.counted(account, Mono.never()).subscribe();
        Account asked = Account.active(account, "openai", Credentials.empty());
        Mono<TokenGrant> whole = started(ports(Mutant.NONE), asked);
        Mono<TokenGrant> attached = started(ports(Mutant.DETACHMENT), asked);
        caller.dispose();
        other.dispose();
        answer.tryEmitValue(GRANT);
        assertThat(whole.block()).isEqualTo(GRANT);
        assertThatThrownBy(attached::block).isInstanceOf(CancellationException.class);
    }

    private static Mono<TokenGrant> started(Ports ports, Account asked) {
        Mono<TokenGrant> shared = ports.endpoint().redeem(asked).cache();
        shared.subscribe(grant -> {}, failure -> {});
        return shared;
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "DETACHMENT"})
    void aCompletionIsDroppedOnceTheLastCallerHasLeft(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant);
        Disposable caller = callers.counted(account, Mono.never()).subscribe();
        RefreshClaim claim = claimed(ports, "holder");
        caller.dispose();
        assertThat(ports.repository().complete(claim, redeemed(claim)).block()).isTrue();
        assertThat(stores.storedRefreshToken(account)).isEqualTo(mutant == Mutant.DETACHMENT ? "rt-1" : "rt-2");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ESCROW"})
    void nothingIsKeptOfAFailedCompletion(Mutant mutant) {
        stores.storeRow(account);
        Ports ports = ports(mutant, new BrokenCompletion(stores.accounts));
        RefreshClaim claim = claimed(ports, "holder");
        Mono<Boolean> completion =
                ports.repository().complete(claim, redeemed(claim)).onErrorReturn(false);
        assertThat(completion.block()).isEqualTo(mutant == Mutant.ESCROW);
        AccountKey key = new AccountKey(account);
        ports.escrow()
                .keep(new EscrowedRotation(key, 1, Secret.of("rt-1"), redeemed(claim)), LONG)
                .block();
        assertThat(ports.escrow().find(key).block() != null).isEqualTo(mutant == Mutant.NONE);
    }

    private static final class BrokenCompletion extends ForwardingRepository {
        BrokenCompletion(AccountRepository real) {
            super(real);
        }

        @Override
        public Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return Mono.error(new IllegalStateException("out of reach"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "NEWER_ONLY"})
    void anOlderTokenReplacesANewerOne(Mutant mutant) {
        Ports ports = ports(mutant);
        AccountKey key = new AccountKey(account);
        ports.cache()
                .put(key, new CachedToken(Secret.of("newer"), 2, null), LONG)
                .block();
        ports.cache()
                .put(key, new CachedToken(Secret.of("older"), 1, null), LONG)
                .block();
        String cached =
                Objects.requireNonNull(ports.cache().get(key).block()).token().expose();
        assertThat(cached).isEqualTo(mutant == Mutant.NEWER_ONLY ? "older" : "newer");
    }
}
