package io.tokenwell.tck;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What a repository under test has to offer, and the few words its contracts are written in. */
public interface AccountRepositoryHooks {

    /** Life of a claim that no test outlives. */
    Duration LONG = Duration.ofMinutes(5);

    /** The repository under test. */
    AccountRepository repository();

    /** Inserts a row or replaces it, as an operator would: without looking at claims. */
    void store(Account account);

    /** Removes a row, as an operator would: without looking at claims. */
    void delete(long accountId);

    /** Lets the time of a claim be over. */
    void letClaimExpire(long accountId);

    /** A new row of version 7 with refresh token {@code rt-7}. */
    default Account storedAccount() {
        Account account = Account.active(Signals.freshKey().accountId(), "openai", credentials(7));
        store(account);
        return account;
    }

    /** The document of a version. */
    static Credentials credentials(int version) {
        return Credentials.of(Map.of(
                Credentials.ACCESS_TOKEN,
                "at-" + version,
                Credentials.REFRESH_TOKEN,
                "rt-" + version,
                Credentials.TOKEN_VERSION,
                version,
                "client_id",
                "app"));
    }

    /** The row as a read finds it. */
    default Account found(long accountId) {
        return Signals.emitted(repository().findById(accountId));
    }

    /** What a claim for a long time yields. */
    default RefreshClaim claimed(long accountId, String owner) {
        return Signals.emitted(claiming(accountId, owner));
    }

    /** A claim for a long time, not yet asked for. */
    default Mono<RefreshClaim> claiming(long accountId, String owner) {
        return repository().claimRefresh(new ClaimRequest(accountId, owner, LONG));
    }

    /** Whether nobody holds the claim. Takes it. */
    default boolean claimFree(long accountId) {
        return claimed(accountId, "probe").granted();
    }

    /** What a completion says. */
    default boolean completed(RefreshClaim claim, Credentials redeemed) {
        return Signals.emitted(repository().complete(claim, redeemed));
    }
}
