package io.tokenwell.example.cli;

import io.tokenwell.example.cli.AccountWriter.Fate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the records so far. One thread at a time. */
final class ImportSummary {

    /** More are said on standard error as they come, and only counted here. */
    private static final int LISTED = 1000;

    private static final long BETWEEN_SIGNS = 2_000_000_000L;

    private final Console console;
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final List<ImportFailure> listed = new ArrayList<>();
    private long read;
    private long failed;
    private long lastSign = System.nanoTime();
    private @Nullable String stopped;

    ImportSummary(Console console) {
        this.console = console;
    }

    void read(int records) {
        read += records;
    }

    void count(Fate fate) {
        fates.merge(fate, 1L, Long::sum);
    }

    void failed(ImportFailure failure) {
        failed++;
        console.err().println(failure.text());
        if (listed.size() < LISTED) {
            listed.add(failure);
        }
    }

    void stopped(String why) {
        stopped = why;
    }

    /** A sign of life every few seconds. */
    void progress() {
        if (System.nanoTime() - lastSign > BETWEEN_SIGNS) {
            lastSign = System.nanoTime();
            console.say(read + " records read, " + (of(Fate.INSERTED) + of(Fate.UPDATED)) + " stored, " + failed
                    + " failed");
        }
    }

    long failures() {
        return failed;
    }

    private long of(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    private Map<String, Long> counts() {
        Map<String, Long> counts = new java.util.LinkedHashMap<>();
        counts.put("read", read);
        counts.put("inserted", of(Fate.INSERTED));
        counts.put("updated", of(Fate.UPDATED));
        counts.put("unchanged", of(Fate.UNCHANGED));
        counts.put("skipped", of(Fate.THERE));
        counts.put("failed", failed);
        return counts;
    }

    void print(boolean json) {
        if (json) {
            Map<String, @Nullable Object> object = Json.object();
            object.putAll(counts());
            object.put("failures", listed.stream().map(ImportFailure::json).toList());
            object.put("failures_not_listed", failed - listed.size());
            object.put("stopped", stopped);
            console.out().println(Json.document(object));
        } else {
            Table table = new Table(counts().keySet().toArray(String[]::new));
            List<String> cells = counts().values().stream().map(Table::cell).toList();
            table.lines(List.of(cells)).forEach(console.out()::println);
            if (stopped != null) {
                console.say("stopped: " + stopped);
            }
        }
        console.out().flush();
    }
}
