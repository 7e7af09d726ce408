package io.tokenwell.simulation;

import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.refresh.settings.RefreshSettings;
import java.time.Duration;

/** What a seed means for a fleet and its time. */
final class Plan {

    final Kind kind;
    final long seed;
    final Chance chance;
    final int instances;
    final int accounts;
    final int calls;
    final Duration life;
    final long active;
    final boolean near;
    final boolean cooldownShared;
    final boolean ahead;
    final boolean ordered;
    final int maxRefreshes;
    final long redisLatency;
    final long tableLatency;
    final long endpointLatency;
    final long heartbeat;
    final RefreshSettings settings;

    /** How long the server accepts a used refresh token again, and how long the fleet believes that it does. */
    final Duration grace;

    final Duration believedGrace;

    Plan(Kind kind, long seed, Variant variant) {
        this.kind = kind;
        this.seed = seed;
        this.chance = new Chance(seed * 1_000_003 + kind.name().hashCode());
        boolean quick = chance.of(0.6) || kind.longOutage();
        boolean longLived = kind == Kind.LONG_LIVED;
        instances = 2 + chance.below(chance.of(0.3) ? 3 : 2);
        accounts = kind.longOutage() ? 3 : chance.of(0.7) ? 1 : 2;
        life = Duration.ofSeconds(life(quick, longLived));
        ahead = kind == Kind.AHEAD || (!longLived && chance.of(0.1));
        near = chance.of(0.6);
        cooldownShared = chance.of(0.7);
        ordered = chance.of(0.8);
        maxRefreshes = chance.of(0.1) ? 1 : 64;
        redisLatency = chance.oneOfTimes(300, 1_000, 5_000, 20_000) * 1_000;
        tableLatency = chance.oneOfTimes(kind.longOutage() ? 20_000 : 1_000, 3_000, 10_000, 40_000) * 1_000;
        endpointLatency = chance.oneOfTimes(20, 100, 300, 600) * Times.MS;
        heartbeat = chance.oneOfTimes(2, 5) * Times.SECOND;
        settings = settings(quick, longLived);
        grace = variant.forgiving() ? grace(new Chance(seed * 31 + kind.name().hashCode())) : Duration.ZERO;
        believedGrace = variant.mutant() == Mutant.GRACE_TOO_LONG ? grace.multipliedBy(3) : grace;
        active = activeTime();
        calls = 6 + chance.below(18);
    }

    /** In seconds; after a long outage most have ended, so that everybody wants a new one. */
    private long life(boolean quick, boolean longLived) {
        if (kind.longOutage()) {
            return chance.oneOfTimes(25, 25, 30, 35, 90);
        }
        return longLived ? 300 : kind == Kind.CLOCK ? 600 : chance.oneOfTimes(30, 45, 60, 90, quick ? 40 : 150);
    }

    /** From its own source of chance: all else is as with a server that never forgives. */
    private static Duration grace(Chance own) {
        return Duration.ofSeconds(own.oneOfTimes(10, 20, 30, 60, 120));
    }

    private long activeTime() {
        long respected = 2 * settings.lockTtl().toNanos();
        return switch (kind) {
            case LONG_OUTAGE, FORGETS -> respected + 30 * Times.SECOND;
            case LONG_LIVED -> 60 * Times.SECOND;
            default -> chance.oneOfTimes(20, 40, 80) * Times.SECOND;
        };
    }

    private RefreshSettings settings(boolean quick, boolean longLived) {
        RefreshSettings defaults = RefreshSettings.defaults();
        Duration lockTtl = quick ? Duration.ofSeconds(10) : defaults.lockTtl();
        Duration pause = quick ? Duration.ofSeconds(2) : defaults.failureCooldown();
        FreshnessSettings freshness = freshness(longLived);
        Duration kept = freshness.maximumTtl().plus(lockTtl.multipliedBy(2)).plusSeconds(30);
        return RefreshSettings.builder()
                .freshness(freshness)
                .backoff(
                        chance.of(0.9)
                                ? BackoffSettings.defaults()
                                : BackoffSettings.builder()
                                        .maxWait(Duration.ofSeconds(chance.between(5, 30)))
                                        .build())
                .lockTtl(lockTtl)
                .endpointTimeout(quick ? Duration.ofSeconds(5) : defaults.endpointTimeout())
                .repositoryTimeout(quick ? Duration.ofSeconds(2) : defaults.repositoryTimeout())
                .cacheTimeout(quick ? Duration.ofMillis(500) : defaults.cacheTimeout())
                .failureCooldown(pause)
                // So that the longest is over when all is quiet again.
                .longestFailureCooldown(pause.multipliedBy(8))
                .escrowTtl(kept)
                .build();
    }

    /** Those of a mutant. */
    RefreshSettings withoutLockPatience() {
        return settings.toBuilder()
                .backoff(settings.backoff().toBuilder()
                        .lockPatience(Duration.ofHours(1))
                        .build())
                .build();
    }

    private FreshnessSettings freshness(boolean longLived) {
        Duration skew = Duration.ofSeconds(kind == Kind.CLOCK ? 120 : chance.oneOfTimes(5, 10, 10, 20));
        return FreshnessSettings.builder()
                .refreshSkew(skew)
                .cacheSkew(skew.plus(Duration.ofSeconds(chance.oneOfTimes(0, 2, 5))))
                .maximumTtl(longLived ? Duration.ofSeconds(90) : Duration.ofHours(24))
                .mode(chance.of(0.25) ? RefreshMode.BACKGROUND : RefreshMode.FOREGROUND)
                .build();
    }

    /** How long others respect a claim whose holder is silent. */
    long respected() {
        return 2 * settings.lockTtl().toNanos();
    }

    @Override
    public String toString() {
        return kind + ":" + seed + " instances=" + instances + " accounts=" + accounts + " calls=" + calls + " life="
                + life + " active=" + active / Times.SECOND + "s near=" + near + " cooldown=" + cooldownShared
                + " ahead=" + ahead + " ordered=" + ordered + " permits=" + maxRefreshes + " latencies="
                + redisLatency / 1_000 + "/" + tableLatency / 1_000 + "/" + endpointLatency / 1_000 + "us lock="
                + settings.lockTtl() + " skew=" + settings.freshness().refreshSkew() + " mode="
                + settings.freshness().mode() + (grace.isZero() ? "" : " grace=" + grace);
    }
}
