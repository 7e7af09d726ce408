package io.tokenwell.example.lab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No lock, claim, transaction or connection outlives its time. */
final class NothingLeaked implements Invariant {

    private static final Pattern ACCOUNT = Pattern.compile("account:(\\d{1,18})");

    @Override
    public String name() {
        return "nothing-leaked";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        Leftovers left = history.leftovers();
        List<Violation> found = new ArrayList<>();
        left.locks().forEach(lock -> found.add(leaked("lock " + lock)));
        left.claims().forEach(claim -> found.add(leaked("claim " + claim)));
        left.busyWorkers().forEach(worker -> found.add(leaked("work in flight: " + worker)));
        if (left.idleInTransaction() > 0) {
            found.add(leaked(left.idleInTransaction() + " connections idle in transaction"));
        }
        return found;
    }

    private Violation leaked(String what) {
        Matcher account = ACCOUNT.matcher(what);
        return new Violation(name(), account.find() ? Long.parseLong(account.group(1)) : 0, what);
    }
}
