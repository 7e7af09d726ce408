package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.refresh.EscrowLook.Found;
import io.tokenwell.refresh.EscrowLook.Nothing;
import io.tokenwell.refresh.EscrowLook.Unreadable;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** What an attempt redeemed and could not store: whoever claims the account next finishes it. */
final class EscrowedRefresh {

    private final RotationSaver saver;
    private final UnsavedRotations unsaved;
    private final Freshness freshness;
    private final FallbackToken fallback;

    EscrowedRefresh(RotationSaver saver, UnsavedRotations unsaved, Freshness freshness, FallbackToken fallback) {
        this.saver = saver;
        this.unsaved = unsaved;
        this.freshness = freshness;
        this.fallback = fallback;
    }

    /** Whether escrow has a pair that was redeemed from the claim's row. Never errors. */
    Mono<EscrowLook> look(RefreshClaim claim) {
        Account row = claim.account();
        return unsaved.escrow()
                .find(AccountKey.of(row), rotation -> Rotations.redeemedFrom(row, rotation))
                .<EscrowLook>map(Found::new)
                .defaultIfEmpty(new Nothing())
                .onErrorResume(failure -> Mono.just(new Unreadable(failure)));
    }

    /** This one, which was redeemed from the row of the claim. Its token may be due again by now. */
    Mono<Served> saved(RefreshClaim claim, EscrowedRotation rotation) {
        Account renewed = Rotations.renewedBy(rotation, claim.account());
        return saver.saved(claim, rotation)
                .flatMap(kept -> kept.credentials().equals(renewed.credentials()) && !freshness.due(kept.credentials())
                        ? fallback.published(saver.asFarAsStored(claim, renewed), false)
                        : fallback.ofWinner(kept));
    }
}
