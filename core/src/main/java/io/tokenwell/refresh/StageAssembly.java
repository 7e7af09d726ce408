package io.tokenwell.refresh;

import io.tokenwell.refresh.guard.CooldownGate;
import io.tokenwell.refresh.guard.FailurePauses;
import io.tokenwell.refresh.guard.GuardedLock;
import io.tokenwell.refresh.guard.LastCheck;
import io.tokenwell.refresh.model.GrantMerge;
import io.tokenwell.refresh.model.Ports;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.pipeline.Attempts;
import io.tokenwell.refresh.pipeline.BackgroundRefresh;
import io.tokenwell.refresh.pipeline.ClaimRules;
import io.tokenwell.refresh.pipeline.ContentionRetry;
import io.tokenwell.refresh.pipeline.DetachedRefresh;
import io.tokenwell.refresh.pipeline.DetachedRefresh.RefreshAdmission;
import io.tokenwell.refresh.pipeline.FailedAttempt;
import io.tokenwell.refresh.pipeline.KnownTokens;
import io.tokenwell.refresh.pipeline.LastLook;
import io.tokenwell.refresh.pipeline.PostponedRefresh;
import io.tokenwell.refresh.pipeline.RedeemedOnce;
import io.tokenwell.refresh.pipeline.Redemption;
import io.tokenwell.refresh.pipeline.RefreshClaims;
import io.tokenwell.refresh.pipeline.RefreshClaims.ClaimTerms;
import io.tokenwell.refresh.pipeline.RefreshPipeline;
import io.tokenwell.refresh.pipeline.RefreshTurn;
import io.tokenwell.refresh.pipeline.RefusedForGood;
import io.tokenwell.refresh.pipeline.RejectedRow;
import io.tokenwell.refresh.pipeline.SavedAnswer;
import io.tokenwell.refresh.pipeline.StoredToken;
import io.tokenwell.refresh.pipeline.WithoutClaim;
import io.tokenwell.refresh.settings.RefreshSettings;

/** The upper part of a provider: the stages of the pipeline. Only assemblies see it. */
final class StageAssembly {

    final DetachedRefresh detachedRefresh;
    final RefreshPipeline pipeline;

    private final Ports ports;
    private final RefreshSettings settings;
    private final RefreshRuntime runtime;
    private final StoreAssembly low;
    private final StateAssembly state;

    StageAssembly(
            Ports ports, RefreshSettings settings, RefreshRuntime runtime, StoreAssembly low, StateAssembly state) {
        this.ports = ports;
        this.settings = settings;
        this.runtime = runtime;
        this.low = low;
        this.state = state;
        RefreshAdmission admission = new RefreshAdmission(state.cooldowns, state.permits, low.closing);
        this.detachedRefresh =
                new DetachedRefresh(low.freshness, low.stored, low.cache, admission, low.detached, low.waits);
        this.pipeline = pipeline();
    }

    private RefreshPipeline pipeline() {
        LastLook lastLook = new LastLook(low.cache, low.fallback, low.waits);
        ContentionRetry contention =
                new ContentionRetry(settings.backoff(), low.freshness, lastLook, low.waits, runtime);
        GuardedLock lock = new GuardedLock(ports.lock(), runtime, settings, low.detached, low.reporter);
        KnownTokens known = new KnownTokens(low.cache, stored(), low.freshness, low.waits);
        return new RefreshPipeline(known, contention, turn(contention), lock, claims(), attempts());
    }

    private StoredToken stored() {
        RejectedRow rejected =
                new RejectedRow(low.stored, low.rules, low.freshness, low.fallback, state.pauses, low.unsaved);
        boolean sharedCache = ports.cache().shared();
        return new StoredToken(low.stored, low.freshness, low.fallback, low.cache, rejected, sharedCache);
    }

    private RefreshTurn turn(ContentionRetry contention) {
        CooldownGate cooldownGate =
                new CooldownGate(state.cooldowns, low.stored, low.rules, low.fallback, low.closing, low.waits);
        BackgroundRefresh background = new BackgroundRefresh(
                low.freshness,
                low.stored,
                low.fallback,
                detachedRefresh,
                settings.freshness(),
                row -> low.rules.platformOf(row).refreshEndsOldToken());
        return new RefreshTurn(cooldownGate, state.gate, state.permits, background, contention, low.fallback);
    }

    private RefreshClaims claims() {
        ClaimRules rules = new ClaimRules(low.rules, low.freshness, state.pauses, low.reporter);
        WithoutClaim without =
                new WithoutClaim(state.end, low.stored, low.rules, low.fallback, state.cooldowns, state.earlier);
        ClaimTerms terms = new ClaimTerms(state.gate::triesMarkedAfter, state.forgiveness::window);
        return new RefreshClaims(state.doubts, rules, without, terms, low.reporter, settings.lockTtl());
    }

    private Attempts attempts() {
        GrantMerge merge = new GrantMerge(low.freshness, state.forced, runtime.clock());
        Redemption redemption =
                new Redemption(ports.endpoint(), merge, state.forgiveness, low.closing, low.reporter, settings);
        LastCheck lastCheck = new LastCheck(low.stored, state.end, low.closing);
        RedeemedOnce once =
                new RedeemedOnce(state.earlier, low.freshness, lastCheck, redemption, state.gate, low.reporter);
        FailurePauses pauses = new FailurePauses(state.gate, state.forgiveness, settings);
        PostponedRefresh postponed =
                new PostponedRefresh(state.end, low.fallback, state.cooldowns, low.reporter, pauses);
        RefusedForGood refused = new RefusedForGood(state.end, low.fallback, state.cooldowns, state.gate, low.reporter);
        FailedAttempt failed =
                new FailedAttempt(state.earlier, postponed, refused, state.gate, low.reporter, settings.lockTtl());
        SavedAnswer saved =
                new SavedAnswer(state.saver, low.freshness, low.fallback, state.cooldowns, postponed, low.reporter);
        return new Attempts(once, saved, failed, state.gate, low.detached, low.reporter);
    }
}
