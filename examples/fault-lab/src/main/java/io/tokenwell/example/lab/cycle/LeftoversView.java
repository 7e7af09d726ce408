package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what a cycle left behind, until there is nothing or every lock's time is over. */
final class LeftoversView {

    /** Lock and claim live for two seconds in the lab; the rest is for the machine. */
    private static final long LIMIT_MILLIS = 4_000;

    private static final long STATS_LIMIT_MILLIS = 3_000;
    private static final Pattern BUSY = Pattern.compile("\"(inFlight|poolAcquired|poolPending)\"\\s*:\\s*[1-9]");

    private final Site site;

    LeftoversView(Site site) {
        this.site = site;
    }

    Leftovers settled() {
        List<Leftovers> seen = new ArrayList<>(List.of(Leftovers.NONE));
        Settling.until(LIMIT_MILLIS, () -> {
            seen.set(0, now());
            return seen.get(0).equals(Leftovers.NONE);
        });
        return seen.get(0);
    }

    private Leftovers now() {
        List<CompletableFuture<String>> stats =
                site.instances.stream().map(Instance::stats).toList();
        return new Leftovers(site.redisView.locks(), site.table.claims(), site.table.idleInTransaction(), busy(stats));
    }

    private static List<String> busy(List<CompletableFuture<String>> stats) {
        List<String> busy = new ArrayList<>();
        for (int number = 0; number < stats.size(); number++) {
            String figures = stats.get(number)
                    .completeOnTimeout("no answer", STATS_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            Matcher work = BUSY.matcher(figures);
            if (work.find() || figures.equals("no answer")) {
                busy.add("instance " + number + ": " + figures);
            }
        }
        return busy;
    }
}
