package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Percentiles;
import io.tokenwell.example.servers.Redemption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The authorization server's ledger against what should be in it.
 *
 * @param ending accounts whose tokens ended
 * @param redemptions refresh tokens that were presented
 * @param again redemptions beyond the first of an account
 * @param refused redemptions that brought nothing
 * @param missed accounts whose token ended before it was redeemed
 * @param others accounts that were redeemed though their tokens live on
 * @param lead how long before the ends redemptions were, in nanoseconds
 */
record AheadLedger(int ending, int redemptions, int again, int refused, int missed, int others, Percentiles lead) {

    static AheadLedger of(Population population, List<Redemption> ledger) {
        Map<Integer, Long> first = new HashMap<>();
        ledger.forEach(
                each -> first.putIfAbsent((int) each.accountId(), each.at().toEpochMilli()));
        List<Integer> ending = population.due();
        int missed = (int) ending.stream()
                .filter(account -> first.getOrDefault(account, Long.MAX_VALUE) >= population.endOf(account))
                .count();
        int known = (int) ending.stream().filter(first::containsKey).count();
        long[] lead = ending.stream()
                .filter(first::containsKey)
                .mapToLong(account -> (population.endOf(account) - first.getOrDefault(account, 0L)) * 1_000_000)
                .toArray();
        int refused = (int) ledger.stream()
                .filter(each -> each.outcome() != Redemption.Outcome.ROTATED)
                .count();
        return new AheadLedger(
                ending.size(),
                ledger.size(),
                ledger.size() - first.size(),
                refused,
                missed,
                first.size() - known,
                Percentiles.of(lead));
    }
}
