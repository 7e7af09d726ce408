package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many claimants at once, on few accounts, for thousands of rounds: no refresh token is handed out twice. */
class RacingClaimsTest {

    private static final int ACCOUNTS = 3;
    private static final int CLAIMANTS = 16;
    private static final int REDEMPTIONS = 4_000;

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final Set<String> redeemed = ConcurrentHashMap.newKeySet();
    private final Set<String> redeemedTwice = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void noRefreshTokenIsGrantedTwiceWhenEachWinnerCompletesAtOnce() {
        for (int id = 1; id <= ACCOUNTS; id++) {
            table.stored(id);
        }
        ConnectionPool pool = Database.pool(CLAIMANTS);
        R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, names);
        Flux.range(0, CLAIMANTS)
                .flatMap(claimant -> redeeming(repository, claimant), CLAIMANTS)
                .blockLast(Duration.ofSeconds(60));
        pool.disposeLater().block(Database.PATIENCE);

        assertThat(redeemedTwice).isEmpty();
        assertThat(redeemed).hasSizeGreaterThanOrEqualTo(REDEMPTIONS);
        assertThat(refused).as("claims refused, or there was no race").hasPositiveValue();
        assertThat(versions()).isEqualTo(ACCOUNTS + redeemed.size());
    }

    private Mono<Void> redeeming(R2dbcAccountRepository repository, int claimant) {
        AtomicInteger attempt = new AtomicInteger();
        return Mono.defer(() ->
                        attempt(repository, claimant + "-" + attempt.get(), 1 + attempt.getAndIncrement() % ACCOUNTS))
                .repeat(() -> redeemed.size() < REDEMPTIONS)
                .then();
    }

    private Mono<Boolean> attempt(R2dbcAccountRepository repository, String owner, long accountId) {
        return repository
                .claimRefresh(new ClaimRequest(Long.toString(accountId), owner, Duration.ofMinutes(1)))
                .flatMap(claim -> claim.granted() ? redeemed(repository, claim) : counted());
    }

    private Mono<Boolean> redeemed(R2dbcAccountRepository repository, RefreshClaim claim) {
        Account account = claim.account();
        String token = account.id()
                + account.credentials().refreshToken().map(Secret::expose).orElseThrow();
        if (!redeemed.add(token)) {
            redeemedTwice.add(token);
        }
        return repository
                .complete(claim, AccountTable.credentials(account.credentials().tokenVersion() + 1))
                .doOnNext(stored ->
                        assertThat(stored).as("completed by the only holder").isTrue());
    }

    private Mono<Boolean> counted() {
        refused.incrementAndGet();
        return Mono.just(false);
    }

    private int versions() {
        return Integer.parseInt(Database.asked(
                "SELECT sum((credentials ->> '_token_version')::int) FROM " + names.qualifiedAccounts()));
    }
}
