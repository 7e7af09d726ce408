package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.ClaimsInDoubt;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Brings into the table a pair that an attempt has left in escrow and that no caller asks for. */
public final class EscrowedHome {

    private static final Logger log = LoggerFactory.getLogger(EscrowedHome.class);

    private final UnsavedRotations unsaved;
    private final GuardedAccounts stored;
    private final EscrowClaim claim;
    private final DetachedWork detached;
    private final StopSignal closing;

    /** Asks for the claim on a row, and saves the pair under it. */
    public record EscrowClaim(
            ClaimsInDoubt claims,
            EscrowedRefresh earlier,
            AttemptClosing end,
            RefreshRuntime runtime,
            Duration claimTtl) {

        Mono<Void> saved(Account row, EscrowedRotation rotation) {
            ClaimRequest request = new ClaimRequest(row.id(), runtime.newOwner(), claimTtl, claimTtl);
            return claims.settled(AccountKey.of(row))
                    .then(Mono.defer(() -> claims.asked(row, request)))
                    .filter(RefreshClaim::granted)
                    .flatMap(claim -> Rotations.redeemedFrom(claim.account(), rotation)
                            ? earlier.saved(claim, rotation).then()
                            : end.abandoned(claim).then());
        }
    }

    public EscrowedHome(
            UnsavedRotations unsaved,
            GuardedAccounts stored,
            EscrowClaim claim,
            DetachedWork detached,
            StopSignal closing) {
        this.unsaved = unsaved;
        this.stored = stored;
        this.claim = claim;
        this.detached = detached;
        this.closing = closing;
    }

    /**
     * Brings the pair of this account into the table. What this process has redeemed itself is left out: it is tried
     * again anyway. Completes empty, never errors.
     */
    Mono<Void> brought(String accountId) {
        return unsaved.escrow()
                .shared(new AccountKey(accountId))
                .filter(rotation -> !unsaved.holds(rotation))
                .flatMap(this::finished)
                .onErrorResume(failure -> Mono.fromRunnable(() -> log.debug(
                        "Escrow not swept: account_id={} error={}",
                        AccountIds.encoded(accountId),
                        failure.toString())));
    }

    /**
     * Saves the pair as detached work. That work is registered before it looks whether the provider is closing: so none
     * begins that the close does not know of.
     */
    private Mono<Void> finished(EscrowedRotation rotation) {
        AccountKey key = rotation.key();
        Mono<Void> work = Mono.defer(() -> closing.isSet()
                        ? Mono.<Account>empty()
                        : stored.bounded(stored.repository().findById(key.accountId())))
                .filter(row -> Rotations.redeemedFrom(row, rotation))
                .flatMap(row -> claim.saved(row, rotation))
                .cache();
        detached.begun(key, work.onErrorComplete());
        return work;
    }
}
