package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Call.Ending;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who asked what in a cycle, and what came of it. Safe for use by any thread. */
final class CallBook {

    /** Unique for as long as a worker lives, so that late answers of an earlier cycle are nobody's. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** An answer as it came. */
    record Answer(long at, Ending ending, String text) {}

    /** One call; ends at most once. */
    static final class Entry {
        final long id = NUMBERS.incrementAndGet();
        final long account;
        final int instance;
        final long askedAt;
        private volatile @Nullable Answer answer;

        Entry(long account, int instance, long askedAt) {
            this.account = account;
            this.instance = instance;
            this.askedAt = askedAt;
        }

        @Nullable
        Answer answer() {
            return answer;
        }

        boolean open() {
            return answer == null;
        }

        synchronized void end(Answer given) {
            if (answer == null) {
                answer = given;
            }
        }
    }

    private final CycleClock clock;
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    CallBook(CycleClock clock) {
        this.clock = clock;
    }

    Entry open(long account, int instance) {
        Entry entry = new Entry(account, instance, clock.now());
        entries.put(entry.id, entry);
        return entry;
    }

    /** {@code ok CALL TOKEN}, {@code error CALL RETRYABLE TYPE MESSAGE} or {@code cancelled CALL}. */
    void line(String line) {
        String[] words = line.split(" ", 3);
        @Nullable Entry entry = words.length < 2 ? null : entries.get(number(words[1]));
        if (entry != null) {
            entry.end(answer(words[0], words.length > 2 ? words[2] : ""));
        }
    }

    private static long number(String word) {
        return word.chars().allMatch(Character::isDigit) && !word.isEmpty() ? Long.parseLong(word) : -1;
    }

    private Answer answer(String verb, String rest) {
        return switch (verb) {
            case "ok" -> new Answer(clock.now(), Ending.TOKEN, rest);
            case "cancelled" -> new Answer(clock.now(), Ending.CANCELLED, "");
            default ->
                new Answer(
                        clock.now(),
                        rest.startsWith("true") ? Ending.RETRYABLE : Ending.FINAL,
                        rest.replaceFirst("\\S+ ", ""));
        };
    }

    void died(int instance) {
        entries.values().stream()
                .filter(entry -> entry.instance == instance)
                .forEach(entry -> entry.end(new Answer(clock.now(), Ending.PROCESS_DIED, "")));
    }

    List<Entry> openEntries() {
        return entries.values().stream().filter(Entry::open).toList();
    }

    Collection<Entry> entries() {
        return entries.values();
    }
}
