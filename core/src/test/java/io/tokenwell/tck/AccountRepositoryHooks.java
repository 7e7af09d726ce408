package io.tokenwell.tck;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a repository under test has to offer, and the few words its contracts are written in. */
public interface AccountRepositoryHooks extends KeyHooks {

    /** Life of a claim that no test outlives. */
    Duration LONG = Duration.ofMinutes(5);

    /** The repository under test. */
    AccountRepository repository();

    /** Inserts a row or replaces it, as an operator would: without looking at claims. */
    void store(Account account);

    /** Removes a row, as an operator would: without looking at claims. */
    void delete(String accountId);

    /** Lets the time of a claim, or of the pause after it, be over. */
    void letClaimExpire(String accountId);

    /** Lets {@link #LONG} pass since the claim was taken that ended in a mark. */
    default void letMarkAge(String accountId) {
        letClaimExpire(accountId);
    }

    /** What the store's own clock says now. */
    Instant storeTime();

    /** A new row of version 7 with refresh token {@code rt-7}. */
    default Account storedAccount() {
        Account account = Account.active(ids().fresh(), "openai", credentials(7));
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
    default Account found(String accountId) {
        return Signals.emitted(repository().findById(accountId));
    }

    /** What a claim for a long time yields. */
    default RefreshClaim claimed(String accountId, String owner) {
        return Signals.emitted(claiming(accountId, owner));
    }

    /** A claim for a long time, not yet asked for. */
    default Mono<RefreshClaim> claiming(String accountId, String owner) {
        return repository().claimRefresh(new ClaimRequest(accountId, owner, LONG));
    }

    /** A claim for a long time that respects a silent holder. */
    default Mono<RefreshClaim> claiming(String accountId, String owner, Duration grace) {
        return repository().claimRefresh(new ClaimRequest(accountId, owner, LONG, grace));
    }

    /** Whether nobody holds the claim. Takes it. */
    default boolean claimFree(String accountId) {
        return claimed(accountId, "probe").granted();
    }

    /** What a claim that must be granted says of the attempt before it. */
    default @Nullable UnfinishedAttempt previous(String accountId, String owner) {
        RefreshClaim claim = claimed(accountId, owner);
        if (claim.verdict() instanceof Granted granted) {
            return granted.previous();
        }
        throw new AssertionError("not granted, but " + claim.verdict());
    }

    /** Ends an attempt whose outcome is known. */
    default Account postponed(RefreshClaim claim, Duration pause) {
        return Signals.emitted(repository().postpone(claim, failure(pause)));
    }

    /** Ends an attempt, and nobody knows what became of the refresh token. */
    default Account postponedUnknown(RefreshClaim claim, Duration pause) {
        return Signals.emitted(repository().postpone(claim, new Cooldown("no answer", pause, true)));
    }

    /** A pause after a failure whose outcome is known. */
    static Cooldown failure(Duration pause) {
        return new Cooldown("busy", pause, false);
    }

    /** Marks the refresh token of a claim as refused. */
    default Account marked(RefreshClaim claim) {
        return Signals.emitted(repository().markReauthorizationRequired(claim, "invalid_grant"));
    }

    /** What a completion says. */
    default boolean completed(RefreshClaim claim, Credentials redeemed) {
        return Signals.emitted(repository().complete(claim, redeemed));
    }
}
