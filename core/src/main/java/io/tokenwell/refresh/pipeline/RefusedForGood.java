package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Refusals;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.UnfinishedAttempt;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Handles a refresh token that the server will never accept again: a human has to sign in. */
public final class RefusedForGood {

    private final AttemptClosing end;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final PlatformGate gate;
    private final RefreshReporter reporter;

    public RefusedForGood(
            AttemptClosing end,
            FallbackToken fallback,
            Cooldowns cooldowns,
            PlatformGate gate,
            RefreshReporter reporter) {
        this.end = end;
        this.fallback = fallback;
        this.cooldowns = cooldowns;
        this.gate = gate;
        this.reporter = reporter;
    }

    /** Marks the row. If the row has another refresh token by now, that row is served instead. */
    Mono<Served> marked(Attempt attempt, TokenEndpointException failure) {
        Account row = attempt.row();
        reporter.failed(row, failure);
        String reason =
                failure.code().orElse("refresh token refused") + Refusals.said(failure) + lost(attempt.lostBefore());
        return end.marked(attempt.claim(), reason)
                .defaultIfEmpty(row)
                .flatMap(latest -> latest.credentials()
                                .refreshToken()
                                .equals(row.credentials().refreshToken())
                        ? refused(row, latest, new ReauthorizationRequiredException(row.id(), reason, failure), failure)
                        : fallback.ofWinner(latest));
    }

    private Mono<Served> refused(
            Account row, Account latest, ReauthorizationRequiredException reason, TokenEndpointException failure) {
        cooldowns.loginRequired(row, reason);
        gate.marked(row, failure);
        return fallback.afterFailure(row, latest, reason);
    }

    private static String lost(@Nullable UnfinishedAttempt previous) {
        return previous == null
                ? ""
                : "; its answer to " + RefreshRuntime.instanceOf(previous.owner()) + ", asked at "
                        + previous.startedAt() + ", was lost";
    }
}
