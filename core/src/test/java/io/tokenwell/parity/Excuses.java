package io.tokenwell.parity;

import static io.tokenwell.parity.Field.CACHE;
import static io.tokenwell.parity.Field.CALLS;
import static io.tokenwell.parity.Field.CONTENTION;
import static io.tokenwell.parity.Field.FAILURES;
import static io.tokenwell.parity.Field.LOCK;
import static io.tokenwell.parity.Field.LOCKING_COUNTERS;
import static io.tokenwell.parity.Field.LOCK_FAILURES;
import static io.tokenwell.parity.Field.MESSAGE;
import static io.tokenwell.parity.Field.OBSERVED_AT;
import static io.tokenwell.parity.Field.REQUESTS;
import static io.tokenwell.parity.Field.RESULT;
import static io.tokenwell.parity.Field.SUCCESSES;
import static io.tokenwell.parity.Field.VERSION;
import static io.tokenwell.parity.Field.WRITES;

import io.tokenwell.parity.Excuse.Follow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which differences a defect's tag excuses, and what must hold instead. A vector is excused if every difference is
 * covered by a line of one of its tags, and what all of these lines demand holds. Counters that no line names must be
 * the original's. A12 is RFC 6749's, not the original's: what it says is a token; D14, D29, D30 and D33 need no line, as what they are about is not compared or does not differ.
 */
final class Excuses {

    record Verdict(String defect, @Nullable String complaint) {}

    private static final Set<Field> COUNTED = EnumSet.of(SUCCESSES, FAILURES);

    private static final List<Excuse> TABLE = List.of(
            Excuse.of(
                    Set.of("D28"),
                    EnumSet.of(RESULT),
                    BetterBehaviour::tokensAreStripped,
                    new Follow("cached as it is served", EnumSet.of(CACHE), BetterBehaviour::cachedTokenIsStripped)),
            Excuse.of(
                    Set.of("D11"),
                    EnumSet.of(RESULT),
                    BetterBehaviour::noRawException,
                    new Follow("a failed refresh counts as one", COUNTED, FollowingBehaviour::oneFailure),
                    new Follow("and its token is cached", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(
                    Set.of("D10"),
                    EnumSet.of(RESULT, CALLS),
                    BetterBehaviour::refreshedInProcess,
                    new Follow(
                            "the refresh that now takes place is written",
                            EnumSet.of(WRITES, VERSION),
                            BetterBehaviour::versionGrows),
                    new Follow(
                            "and counted",
                            EnumSet.of(REQUESTS, SUCCESSES, FAILURES, OBSERVED_AT),
                            FollowingBehaviour::oneRefreshCounted)),
            Excuse.of(
                    Set.of("A12"),
                    EnumSet.of(RESULT, CALLS),
                    BetterBehaviour::onlyTokensAreServed,
                    new Follow("the token is replaced", EnumSet.of(WRITES, VERSION), BetterBehaviour::versionGrows),
                    new Follow(
                            "by a refresh",
                            EnumSet.of(REQUESTS, SUCCESSES, FAILURES, OBSERVED_AT),
                            FollowingBehaviour::oneRefreshCounted),
                    new Follow("and cached", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(
                    Set.of("D26"),
                    union(LOCKING_COUNTERS, LOCK),
                    BetterBehaviour::soraTakesNoLock,
                    new Follow("nothing to wait for", EnumSet.of(RESULT), FollowingBehaviour::storedToken),
                    new Follow("so no waiter's or second look's", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(Set.of("D17", "D23"), EnumSet.of(RESULT), BetterBehaviour::latestValidRowDecides),
            Excuse.of(
                    Set.of("D18"),
                    EnumSet.of(RESULT),
                    BetterBehaviour::latestValidRowDecides,
                    new Follow(
                            "an expired latest row asks for a refresh",
                            EnumSet.of(REQUESTS, OBSERVED_AT),
                            FollowingBehaviour::oneRequest),
                    new Follow("whose token is cached", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(
                    Set.of("D21"),
                    EnumSet.of(RESULT),
                    BetterBehaviour::latestValidRowDecides,
                    new Follow(
                            "a row that no longer qualifies is not refreshed",
                            EnumSet.of(CALLS, WRITES, SUCCESSES, FAILURES),
                            FollowingBehaviour::noRefresh),
                    new Follow("nor cached", EnumSet.of(CACHE), FollowingBehaviour::nothingCached)),
            Excuse.of(
                    Set.of("D22"),
                    EnumSet.of(RESULT),
                    ExpiryTwin::understoodOrLoggedOnce,
                    new Follow(
                            "an understood expiry decides about refresh and cache",
                            union(LOCKING_COUNTERS, CACHE),
                            ExpiryTwin::understood)),
            Excuse.of(
                    Set.of("D04", "D05", "D25"),
                    EnumSet.of(RESULT, WRITES, VERSION),
                    BetterBehaviour::rotationIsKept,
                    new Follow("the refresh went on", COUNTED, FollowingBehaviour::redemptionCounted),
                    new Follow("to its end", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(
                            Set.of("D20", "D34"),
                            EnumSet.of(WRITES),
                            BetterBehaviour::nothingRefreshedWithoutRow,
                            new Follow("nothing is redeemed", EnumSet.of(CALLS), FollowingBehaviour::noRefresh),
                            new Follow("which is a failure", COUNTED, FollowingBehaviour::oneFailure),
                            new Follow("the stored token remains", EnumSet.of(RESULT), FollowingBehaviour::storedToken),
                            new Follow("and is cached as such", EnumSet.of(CACHE), FreshnessModel::holds))
                    .only((vector, seen) -> seen.claimed() == null),
            Excuse.of(
                    Set.of("D13", "D15", "D27"),
                    EnumSet.of(WRITES, RESULT),
                    BetterBehaviour::usableAnswerOrFailure,
                    new Follow("an unusable answer is a failure", COUNTED, FollowingBehaviour::oneFailure),
                    new Follow("the old token is cached as such", EnumSet.of(CACHE), FreshnessModel::holds)),
            Excuse.of(
                            Set.of("D08"),
                            EnumSet.of(VERSION),
                            BetterBehaviour::versionGrows,
                            new Follow(
                                    "an older row no longer passes for newer",
                                    EnumSet.of(RESULT),
                                    FollowingBehaviour::writtenToken),
                            new Follow("nor is it read before caching", EnumSet.of(CACHE), FreshnessModel::holds))
                    .only((vector, seen) -> seen.written() != null),
            Excuse.of(Set.of("D02", "D12"), EnumSet.of(CACHE, RESULT), BetterBehaviour::waiterWritesNothing)
                    .only((vector, seen) -> seen.counters().lockWaitMiss() > 0),
            Excuse.of(Set.of("D03", "D09", "D32"), EnumSet.of(CACHE), FreshnessModel::holds)
                    .only((vector, seen) -> seen.counters().lockWaitMiss() == 0),
            Excuse.of(Set.of("D01", "D06", "D19"), EnumSet.of(LOCK), BetterBehaviour::lockIsFree),
            Excuse.of(Set.of("D07", "D16"), EnumSet.of(CALLS), BetterBehaviour::atMostOneRedemption),
            Excuse.of(
                    Set.of("D24"),
                    EnumSet.of(MESSAGE),
                    BetterBehaviour::causeIsAttached,
                    new Follow(
                            "a valid row that came meanwhile beats any error",
                            EnumSet.of(RESULT),
                            BetterBehaviour::latestValidRowDecides)),
            Excuse.of(
                            Set.of("D31"),
                            EnumSet.of(REQUESTS, LOCK_FAILURES, CONTENTION, OBSERVED_AT),
                            BetterBehaviour::countsNothingItDidNotDo)
                    .only((vector, seen) -> vector.endsCancelled()));

    private Excuses() {}

    static Verdict judge(Vector vector, Observed seen, Map<Field, String> differences) {
        List<Excuse> lines = TABLE.stream()
                .filter(line -> line.tagOf(vector) != null && line.when().applies(vector, seen))
                .toList();
        EnumSet<Field> open = EnumSet.copyOf(differences.keySet());
        lines.forEach(line -> open.removeAll(line.fields()));
        List<String> complaints = new ArrayList<>();
        lines.forEach(line -> note(complaints, line, line.better().complaint(vector, seen)));
        Set<Field> uncovered = EnumSet.copyOf(open);
        for (Excuse line : lines) {
            for (Follow follow : line.follows()) {
                if (intersects(open, follow.fields())) {
                    note(complaints, line, follow.holds().complaint(vector, seen));
                    uncovered.removeAll(follow.fields());
                }
            }
        }
        if (!uncovered.isEmpty()) {
            complaints.add("no excuse for " + uncovered);
        }
        return new Verdict(mainTag(vector, lines, differences.keySet()), complaintOf(complaints));
    }

    private static void note(List<String> complaints, Excuse line, @Nullable String complaint) {
        if (complaint != null) {
            complaints.add(line.defects() + ": " + complaint);
        }
    }

    private static @Nullable String complaintOf(List<String> complaints) {
        return complaints.isEmpty() ? null : String.join("; ", complaints);
    }

    /** Counted under the first line that covers a difference by itself. */
    private static String mainTag(Vector vector, List<Excuse> lines, Set<Field> differing) {
        return lines.stream()
                .filter(line -> intersects(differing, line.fields()))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .map(line -> String.valueOf(line.tagOf(vector)))
                .orElse("none");
    }

    private static Set<Field> union(Set<Field> fields, Field more) {
        Set<Field> union = EnumSet.of(more);
        union.addAll(fields);
        return union;
    }

    private static boolean intersects(Set<Field> open, Set<Field> fields) {
        return open.stream().anyMatch(fields::contains);
    }
}
