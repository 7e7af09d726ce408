package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import reactor.core.publisher.Mono;

/** What another attempt redeemed from a row and could not store: finished before anything else is tried. */
final class EarlierRotation {

    private final RotationSaver saver;
    private final Freshness freshness;
    private final FallbackToken fallback;

    EarlierRotation(RefreshParts parts) {
        this.saver = parts.saver();
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
    }

    /** Emits the work of finishing it; empty if there is none; errors if that cannot be told. */
    Mono<Mono<CachedToken>> saved(RefreshClaim claim) {
        return saver.unsaved(claim).map(rotation -> saved(claim, rotation));
    }

    /** This one, which was redeemed from the row of the claim. Its token may be due again by now. */
    Mono<CachedToken> saved(RefreshClaim claim, EscrowedRotation rotation) {
        Account renewed = Rotations.renewedBy(rotation, claim.account());
        return saver.saved(claim, rotation)
                .flatMap(kept -> kept.credentials().equals(renewed.credentials()) && !freshness.due(kept.credentials())
                        ? fallback.published(saver.asFarAsStored(claim, renewed), false)
                        : fallback.ofWinner(kept));
    }
}
