package io.tokenwell.refresh;

import io.tokenwell.spi.ExpiringAccounts;
import java.time.Duration;

/** What the looks of one platform share. */
record AheadParts(
        RefreshRuntime runtime,
        StoredAccounts stored,
        Cooldowns cooldowns,
        BehindRefresh behind,
        ExpiringAccounts accounts,
        RefreshAheadSettings settings,
        RefreshAim aim,
        Duration refreshSkew,
        Pace pace,
        AheadCounters counters,
        Stop stop) {

    static AheadParts of(
            RefreshParts parts,
            BehindRefresh behind,
            ExpiringAccounts accounts,
            RefreshAheadSettings settings,
            AheadCounters counters,
            Stop stop) {
        return new AheadParts(
                parts.runtime(),
                parts.stored(),
                parts.cooldowns(),
                behind,
                accounts,
                settings,
                new RefreshAim(settings.window(), settings.statuses()),
                parts.settings().freshness().refreshSkew(),
                new Pace(parts.runtime()),
                counters,
                stop);
    }

    /** Whoever's token has no more life than this is not kept waiting for others: its callers would have to refresh it. */
    Duration soon() {
        return refreshSkew.multipliedBy(2);
    }
}
