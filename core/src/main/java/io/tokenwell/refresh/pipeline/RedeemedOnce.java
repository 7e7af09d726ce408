package io.tokenwell.refresh.pipeline;

import io.tokenwell.refresh.guard.Forgiveness;
import io.tokenwell.refresh.guard.LastCheck;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.EscrowLook;
import io.tokenwell.refresh.model.EscrowLook.Found;
import io.tokenwell.refresh.model.EscrowLook.Unreadable;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RedemptionOutcome;
import io.tokenwell.refresh.model.RedemptionOutcome.EscrowAway;
import io.tokenwell.refresh.model.RedemptionOutcome.Escrowed;
import io.tokenwell.refresh.model.RedemptionOutcome.Spared;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.rotation.EscrowedRefresh;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Redeems under a granted claim, unless an earlier attempt has left its pair in escrow or may still bring its answer.
 */
public final class RedeemedOnce {

    private final EscrowedRefresh earlier;
    private final Freshness freshness;
    private final LastCheck lastCheck;
    private final Redemption redemption;
    private final Forgiveness forgiveness;
    private final PlatformGate gate;
    private final RefreshReporter reporter;

    public RedeemedOnce(
            EscrowedRefresh earlier,
            Freshness freshness,
            LastCheck lastCheck,
            Redemption redemption,
            PlatformGate gate,
            RefreshReporter reporter) {
        this.earlier = earlier;
        this.freshness = freshness;
        this.lastCheck = lastCheck;
        this.redemption = redemption;
        this.forgiveness = redemption.forgiveness();
        this.gate = gate;
        this.reporter = reporter;
    }

    /** Emits the outcome. Errors with {@link Restart} only. */
    Mono<RedemptionOutcome> redeemed(Attempt attempt) {
        return earlier.look(attempt.claim()).flatMap(look -> redeemed(attempt, look));
    }

    private Mono<RedemptionOutcome> redeemed(Attempt attempt, EscrowLook look) {
        UnfinishedAttempt previous = attempt.previous();
        if (look instanceof Found found) {
            return Mono.just(new Escrowed(found.rotation()));
        }
        if (look instanceof Unreadable unreadable) {
            // Only an attempt that never ended can have left a rotation of this very row: then escrow has to be read
            // first, unless the token may be sent again anyhow.
            if (previous != null && !forgiveness.forgives(attempt)) {
                return Mono.just(new EscrowAway(previous, unreadable.failure()));
            }
            reporter.escrowSkipped(attempt.key(), unreadable.failure());
        }
        return spared(attempt, previous).switchIfEmpty(Mono.defer(() -> sentUnlessObjected(attempt)));
    }

    /**
     * Emits that the refresh token is spared, as long as the stored token can be served; else empty. A rejected token
     * cannot be served, however long it would live. What was sent while the server forgave is awaited as well.
     */
    private Mono<RedemptionOutcome> spared(Attempt attempt, @Nullable UnfinishedAttempt previous) {
        if (previous == null || forgiveness.forgives(attempt)) {
            return Mono.empty();
        }
        Duration served =
                attempt.forced() == null ? freshness.spareLife(attempt.row().credentials()) : Duration.ZERO;
        Duration respected = forgiveness.respected(attempt);
        Duration spare = served.compareTo(respected) >= 0 ? served : respected;
        return spare.isZero() ? Mono.empty() : Mono.just(new Spared(previous, spare));
    }

    private Mono<RedemptionOutcome> sentUnlessObjected(Attempt attempt) {
        return lastCheck.objection(attempt, redemption.maySend(attempt)).switchIfEmpty(Mono.defer(() -> sent(attempt)));
    }

    private Mono<RedemptionOutcome> sent(Attempt attempt) {
        UnfinishedAttempt previous = attempt.previous();
        if (previous != null) {
            reporter.attemptLost(attempt.row(), previous);
        }
        gate.sent(attempt.row());
        return redemption.outcome(attempt);
    }
}
