package io.tokenwell.example.gateway.page;

import io.tokenwell.ProviderHealth;
import io.tokenwell.RuntimeMetrics;
import java.time.Instant;
import java.util.List;

/**
 * One moment, whole: whoever missed any number of earlier ones has lost nothing but their moments.
 *
 * @param number greater than that of every earlier one
 * @param now on this instance's clock
 * @param refreshSkewMillis how long before its end a token is due
 * @param accounts the first ones, and those with a claim; the last known when PostgreSQL does not answer
 * @param moreAccounts whether there are some that are not shown
 * @param counters of this instance
 * @param events of this instance, newest first
 * @param demo what can be tried here, by the names of the demo's addresses; none outside the demo
 */
record Snapshot(
        long number,
        Instant now,
        long refreshSkewMillis,
        List<AccountView> accounts,
        boolean moreAccounts,
        Stores stores,
        Health health,
        RuntimeMetrics counters,
        List<EventView> events,
        List<String> demo) {

    /** Who answers. */
    record Stores(boolean redis, boolean postgresql) {}

    /** Redeemed credentials that the table has not taken. */
    record Health(boolean up, int unsavedRotations, int unsharedRotations) {

        static Health of(ProviderHealth health) {
            return new Health(health.up(), health.unsavedRotations(), health.unsharedRotations());
        }
    }
}
