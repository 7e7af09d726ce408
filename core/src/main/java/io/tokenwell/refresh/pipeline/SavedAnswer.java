package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.GrantMerge.Rotation;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.refresh.rotation.RotationSaver;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Handles an answer that brought new tokens: it is saved, then published, then reported. */
public final class SavedAnswer {

    private static final Logger log = LoggerFactory.getLogger(SavedAnswer.class);

    private final RotationSaver saver;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final PostponedRefresh postponed;
    private final RefreshReporter reporter;

    public SavedAnswer(
            RotationSaver saver,
            Freshness freshness,
            FallbackToken fallback,
            Cooldowns cooldowns,
            PostponedRefresh postponed,
            RefreshReporter reporter) {
        this.saver = saver;
        this.freshness = freshness;
        this.fallback = fallback;
        this.cooldowns = cooldowns;
        this.postponed = postponed;
        this.reporter = reporter;
    }

    Mono<Served> token(Attempt attempt, Rotation rotation) {
        return rotation.defect() == null ? succeeded(attempt, rotation) : salvaged(attempt, rotation);
    }

    private Mono<Served> succeeded(Attempt attempt, Rotation rotation) {
        reporter.succeeded(attempt.row());
        Account redeemed = attempt.row().withCredentials(rotation.credentials());
        return saved(attempt, redeemed, rotation).delayUntil(token -> rested(attempt, redeemed));
    }

    private Mono<Served> saved(Attempt attempt, Account redeemed, Rotation rotation) {
        RotationNews news = reporter.newsOf(redeemed, () -> reporter.refreshed(redeemed, rotation));
        return saver.saved(attempt.claim(), rotation.credentials(), news)
                .flatMap(kept -> kept.credentials().equals(rotation.credentials())
                        ? fallback.published(saver.asFarAsStored(attempt.claim(), redeemed), isOfTheOldToken(rotation))
                        : fallback.ofWinner(kept));
    }

    /** Whether the only expiry that is known was stored with the token before. */
    private static boolean isOfTheOldToken(Rotation rotation) {
        return !rotation.lifetimeKnown() && rotation.credentials().expiresAt().isPresent();
    }

    /**
     * Leaves a token in peace for half of its life if its whole life lies inside the skew: it would be refreshed at
     * every miss.
     */
    private Mono<Void> rested(Attempt attempt, Account renewed) {
        cooldowns.served(AccountKey.of(renewed), attempt.triesMarked());
        if (!freshness.due(renewed.credentials())) {
            return Mono.empty();
        }
        Duration life = freshness.life(renewed.credentials()).orElse(postponed.failureCooldown());
        log.warn(
                "Fresh token lives no longer than the refresh skew; lower the skew: account_id={} life={}",
                AccountIds.encoded(renewed.id()),
                life);
        Cooldown rest = new Cooldown("refreshed a moment ago", life.dividedBy(2), false);
        cooldowns.adopted(renewed, rest);
        return cooldowns.shareQuietly(renewed, rest);
    }

    /**
     * Saves the refresh token of an answer that had no usable access token: the server will accept only this one next.
     */
    private Mono<Served> salvaged(Attempt attempt, Rotation rotation) {
        TokenEndpointException defect = Objects.requireNonNull(rotation.defect());
        Account row = attempt.row();
        if (rotation.credentials().refreshToken().equals(row.credentials().refreshToken())) {
            return postponed.after(attempt, defect);
        }
        Account renewed = row.withCredentials(rotation.credentials());
        Cooldown cooldown = postponed.begun(renewed, attempt, defect);
        return saver.saved(attempt.claim(), rotation.credentials(), reporter.newsOf(renewed, () -> {}))
                .delayUntil(kept -> cooldowns.shareQuietly(renewed, cooldown))
                .map(kept -> Rotations.sameTokens(kept, renewed) ? saver.asFarAsStored(attempt.claim(), kept) : kept)
                .flatMap(kept -> fallback.afterFailure(kept, kept, defect));
    }
}
