package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.IssuedTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The accounts 1 to n, all logged in anew; a few more behind them are for warming up. Some come due in the time of the
 * traffic, one after the other at even distances, and the others long after it.
 */
final class Population {

    static final int SPARE = 1_000;
    static final Duration SKEW = Duration.ofSeconds(1);
    static final Duration CACHE_SKEW = Duration.ofMillis(1_200);
    private static final Duration LONG_LIFE = Duration.ofHours(1);

    /** All by account; times are milliseconds of the epoch. */
    private final long[] dueAt;

    private final String[] tokens;

    private Population(ManyPlan plan, long start, long seed) {
        int last = plan.accounts() + SPARE;
        dueAt = new long[last + 1];
        tokens = new String[last + 1];
        Arrays.fill(dueAt, start + LONG_LIFE.toMillis());
        List<Integer> order = new ArrayList<>(
                IntStream.rangeClosed(1, plan.accounts()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<Integer> due = List.copyOf(order.subList(0, plan.due()));
        for (int place = 0; place < due.size(); place++) {
            dueAt[due.get(place)] = start + plan.time().toMillis() * place / due.size();
        }
    }

    /** Logs everybody in, over whatever was there; start is when the traffic begins. */
    static Population loggedIn(Servers servers, ManyPlan plan, long start, long seed) {
        Population population = new Population(plan, start, seed);
        DemoAuthorizationServer authorization = servers.authorization();
        List<IssuedTokens> logins = IntStream.range(1, population.tokens.length)
                .mapToObj(account -> authorization.issue(account))
                .toList();
        logins.forEach(login -> population.tokens[(int) login.accountId()] = login.accessToken());
        servers.accounts().clear();
        servers.accounts().store(logins, login -> population.endOf((int) login.accountId()));
        return population;
    }

    long dueAt(int account) {
        return dueAt[account];
    }

    /** The end of the login's access token. */
    long endOf(int account) {
        return dueAt[account] + SKEW.toMillis();
    }

    boolean isOfLogin(int account, String token) {
        return token.equals(tokens[account]);
    }
}
