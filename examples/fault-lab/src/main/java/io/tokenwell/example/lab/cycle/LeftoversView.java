package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for what a cycle left behind. A lock or claim that was taken in a whole world has no reason to be there when all
 * calls have ended, however short its life is; one that was taken before the last fault was healed may live it to its end.
 */
final class LeftoversView {

    /** Lock and claim live for two seconds in the lab; the rest is for the machine. */
    private static final long LIMIT_MILLIS = 4_000;

    private static final long STATS_LIMIT_MILLIS = 3_000;
    private static final Pattern BUSY = Pattern.compile("\"(inFlight|poolAcquired|poolPending)\"\\s*:\\s*[1-9]");

    /** Whoever has answered its callers frees lock and claim at once, on a busy machine a little later. */
    private static final long FREEING_MILLIS = 400;
    /** What was under way at the end of a fault arrives shortly after it. */
    private static final long ARRIVING_MILLIS = 150;

    private final Site site;

    LeftoversView(Site site) {
        this.site = site;
    }

    Leftovers settled() {
        Leftovers first = lookedFor(FREEING_MILLIS);
        if (first.equals(Leftovers.NONE)) {
            return first;
        }
        Leftovers leaked = now(this::takenInAWholeWorld);
        Leftovers last = lookedFor(LIMIT_MILLIS);
        return new Leftovers(
                both(leaked.locks(), last.locks()),
                both(leaked.claims(), last.claims()),
                last.idleInTransaction(),
                last.busyWorkers());
    }

    private Leftovers lookedFor(long limitMillis) {
        List<Leftovers> seen = new ArrayList<>(List.of(Leftovers.NONE));
        Settling.until(limitMillis, () -> {
            seen.set(0, now(held -> true));
            return seen.get(0).equals(Leftovers.NONE);
        });
        return seen.get(0);
    }

    private boolean takenInAWholeWorld(Held held) {
        return held.ageMillis() + ARRIVING_MILLIS < site.wholeForMillis();
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    private Leftovers now(Predicate<Held> wanted) {
        List<CompletableFuture<String>> stats =
                site.instances.stream().map(Instance::stats).toList();
        return new Leftovers(
                names(site.redisView.locks(), wanted),
                names(site.table.claims(), wanted),
                site.table.idleInTransaction(),
                busy(stats));
    }

    private static List<String> names(List<Held> held, Predicate<Held> wanted) {
        return held.stream().filter(wanted).map(Held::what).toList();
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
