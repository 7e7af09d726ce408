package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.servers.IssuedTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The accounts 1 to n, logged in anew. Some, popular or not, come due in the time of the traffic, one after the other at even
 * distances; the others, and a few more that are only for warming up, live for long.
 */
final class Population {

    static final int SPARE = 1_000;
    static final Duration SKEW = Duration.ofSeconds(1);
    static final Duration CACHE_SKEW = Duration.ofMillis(1_200);
    private static final Duration LONG_LIFE = Duration.ofHours(1);

    private final Servers servers;
    private final ManyPlan plan;
    /** By account, in milliseconds of the epoch. */
    private final long[] dueAt;
    /** By account. All are issued before anything is measured, as they lie in the same heap. */
    private final IssuedTokens[] logins;

    private final List<Integer> order;

    Population(Servers servers, ManyPlan plan, long seed) {
        this.servers = servers;
        this.plan = plan;
        int last = plan.accounts() + SPARE;
        dueAt = new long[last + 1];
        logins = IntStream.rangeClosed(0, last)
                .mapToObj(account -> servers.authorization().issue(account))
                .toArray(IssuedTokens[]::new);
        Arrays.fill(dueAt, System.currentTimeMillis() + LONG_LIFE.toMillis());
        order = new ArrayList<>(
                IntStream.rangeClosed(1, plan.accounts()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
    }

    /** Logs in, over whatever was there, all who live for long. */
    void logIn() {
        servers.accounts().clear();
        store(order.subList(0, plan.lasting()));
        store(spare());
    }

    /** Logs in all who come due from then on. */
    void logInDue(long start) {
        List<Integer> due = due();
        for (int place = 0; place < due.size(); place++) {
            dueAt[due.get(place)] = start + plan.time().toMillis() * place / due.size();
        }
        store(due);
    }

    /** Logs in those for warming up, no more than come due later, all to come due then. */
    int logInSpare(long due) {
        List<Integer> spare = spare().subList(0, Math.min(SPARE, plan.due()));
        spare.forEach(account -> dueAt[account] = due);
        store(spare);
        return spare.size();
    }

    private void store(List<Integer> accounts) {
        servers.accounts()
                .store(
                        accounts.stream().map(account -> logins[account]).toList(),
                        login -> endOf((int) login.accountId()));
    }

    List<Integer> spare() {
        return IntStream.rangeClosed(plan.accounts() + 1, plan.accounts() + SPARE)
                .boxed()
                .toList();
    }

    /** All but the spare ones, those who come due last. */
    List<Integer> order() {
        return order;
    }

    /** Those who come due. */
    List<Integer> due() {
        return order.subList(plan.lasting(), plan.accounts());
    }

    /** When the last of them has ended. */
    long lastEnd() {
        return due().stream().mapToLong(this::endOf).max().orElseThrow();
    }

    long dueAt(int account) {
        return dueAt[account];
    }

    /** The end of the login's access token. */
    long endOf(int account) {
        return dueAt[account] + SKEW.toMillis();
    }

    boolean isOfLogin(int account, String token) {
        return token.equals(logins[account].accessToken());
    }
}
