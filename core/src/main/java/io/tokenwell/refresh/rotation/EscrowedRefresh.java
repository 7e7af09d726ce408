package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.model.EscrowLook;
import io.tokenwell.refresh.model.EscrowLook.Found;
import io.tokenwell.refresh.model.EscrowLook.Nothing;
import io.tokenwell.refresh.model.EscrowLook.Unreadable;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** Finishes what an attempt redeemed and could not store: the next holder of the account's claim does it. */
public final class EscrowedRefresh {

    private final RotationSaver saver;
    private final UnsavedRotations unsaved;
    private final Freshness freshness;
    private final FallbackToken fallback;

    public EscrowedRefresh(RotationSaver saver, UnsavedRotations unsaved, Freshness freshness, FallbackToken fallback) {
        this.saver = saver;
        this.unsaved = unsaved;
        this.freshness = freshness;
        this.fallback = fallback;
    }

    /** Emits whether escrow has a pair that was redeemed from the claim's row. Never errors. */
    public Mono<EscrowLook> look(RefreshClaim claim) {
        Account row = claim.account();
        return unsaved.escrow()
                .find(AccountKey.of(row), rotation -> Rotations.redeemedFrom(row, rotation))
                .<EscrowLook>map(Found::new)
                .defaultIfEmpty(new Nothing())
                .onErrorResume(failure -> Mono.just(new Unreadable(failure)));
    }

    /**
     * Saves this rotation, which was redeemed from the claim's row. Emits its token, or that of the row that won;
     * errors with {@code Restart} if that token is due again by now.
     */
    public Mono<Served> saved(RefreshClaim claim, EscrowedRotation rotation) {
        Account renewed = Rotations.renewedBy(rotation, claim.account());
        return saver.saved(claim, rotation)
                .flatMap(kept -> kept.credentials().equals(renewed.credentials()) && !freshness.due(kept.credentials())
                        ? fallback.published(saver.asFarAsStored(claim, renewed), false)
                        : fallback.ofWinner(kept));
    }
}
