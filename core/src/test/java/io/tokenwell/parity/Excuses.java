package io.tokenwell.parity;

import static io.tokenwell.parity.Field.CACHE;
import static io.tokenwell.parity.Field.CALLS;
import static io.tokenwell.parity.Field.COUNTERS;
import static io.tokenwell.parity.Field.LOCK;
import static io.tokenwell.parity.Field.MESSAGE;
import static io.tokenwell.parity.Field.RESULT;
import static io.tokenwell.parity.Field.VERSION;
import static io.tokenwell.parity.Field.WRITES;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which differences a defect's tag excuses, and what must hold instead. A tag excuses its own fields and what follows
 * from them: a refresh that now takes place also moves counters, a token that is now another is also cached as such.
 */
final class Excuses {

    /** One line of the table: the tags that share a better behaviour, the fields it may change, and the behaviour. */
    private record Excuse(Set<String> defects, Set<Field> fields, Better better) {}

    /** What must hold instead; answers with a complaint, or null. */
    @FunctionalInterface
    private interface Better {
        @Nullable
        String complaint(Vector vector, Observed seen);
    }

    record Verdict(String defect, @Nullable String complaint) {}

    private static final Set<Field> OUTCOME =
            EnumSet.of(RESULT, MESSAGE, CACHE, COUNTERS, WRITES, VERSION, CALLS, LOCK);

    private static final List<Excuse> TABLE = List.of(
            new Excuse(Set.of("D28"), EnumSet.of(RESULT, CACHE), BetterBehaviour::tokensAreStripped),
            new Excuse(Set.of("D11"), OUTCOME, BetterBehaviour::noRawException),
            new Excuse(Set.of("D10"), OUTCOME, BetterBehaviour::refreshedInProcess),
            new Excuse(
                    Set.of("D26"),
                    EnumSet.of(LOCK, COUNTERS, CACHE, RESULT, MESSAGE),
                    BetterBehaviour::soraTakesNoLock),
            new Excuse(Set.of("D17", "D18", "D21", "D23"), OUTCOME, BetterBehaviour::latestValidRowDecides),
            new Excuse(Set.of("D22"), OUTCOME, BetterBehaviour::expiryUnderstoodOrUnknown),
            new Excuse(Set.of("D04", "D05", "D25"), OUTCOME, BetterBehaviour::rotationIsKept),
            new Excuse(Set.of("D20", "D34"), OUTCOME, BetterBehaviour::nothingRefreshedWithoutRow),
            new Excuse(
                    Set.of("D13", "D15", "D27"),
                    EnumSet.of(WRITES, VERSION, RESULT, MESSAGE, CACHE, COUNTERS),
                    BetterBehaviour::usableAnswerOrFailure),
            new Excuse(Set.of("D08"), EnumSet.of(VERSION, RESULT, MESSAGE, CACHE), BetterBehaviour::versionGrows),
            new Excuse(Set.of("D02", "D12"), EnumSet.of(CACHE, RESULT), BetterBehaviour::waiterWritesNothing),
            new Excuse(Set.of("D03", "D09", "D32"), EnumSet.of(CACHE), BetterBehaviour::cachedByOneModel),
            new Excuse(Set.of("D01", "D06", "D19"), EnumSet.of(LOCK), BetterBehaviour::lockIsFree),
            new Excuse(Set.of("D07", "D16"), EnumSet.of(CALLS), BetterBehaviour::atMostOneRedemption),
            new Excuse(Set.of("D24"), EnumSet.of(MESSAGE, RESULT), BetterBehaviour::causeIsAttached),
            new Excuse(Set.of("D29", "D30", "D31", "D33"), EnumSet.of(COUNTERS), (vector, seen) -> null));

    private Excuses() {}

    /** Excused by the first line that covers a difference; every line that is needed must be satisfied. */
    static Verdict judge(Vector vector, Observed seen, Map<Field, String> differences) {
        Set<Field> open = EnumSet.copyOf(differences.keySet());
        List<String> used = new ArrayList<>();
        for (Excuse excuse : TABLE) {
            String tag = tagOf(vector, excuse);
            if (tag == null || !intersects(open, excuse.fields())) {
                continue;
            }
            String complaint = excuse.better().complaint(vector, seen);
            if (complaint != null) {
                return new Verdict(tag, tag + ": " + complaint);
            }
            open.removeAll(excuse.fields());
            used.add(tag);
        }
        return open.isEmpty() ? new Verdict(used.get(0), null) : new Verdict("none", "no excuse for " + open);
    }

    private static @Nullable String tagOf(Vector vector, Excuse excuse) {
        if (excuse.defects().contains("D26") && vector.showsSoraAtTheLock()) {
            return "D26";
        }
        if (excuse.defects().contains("D25") && vector.showsCancelledRefresh()) {
            return "D25";
        }
        return vector.defects().stream()
                .filter(excuse.defects()::contains)
                .findFirst()
                .orElse(null);
    }

    private static boolean intersects(Set<Field> open, Set<Field> fields) {
        return open.stream().anyMatch(fields::contains);
    }
}
