package io.tokenwell.parity;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of excuses.
 *
 * @param defects the tags that share a better behaviour
 * @param when where that behaviour is in play; elsewhere the line excuses nothing
 * @param fields what it may change
 * @param better what must hold instead
 * @param follows what changes by necessity along with it
 */
record Excuse(Set<String> defects, When when, Set<Field> fields, Better better, List<Follow> follows) {

    /**
     * What changes by necessity along with the better behaviour.
     *
     * @param why in few words
     * @param fields what differs therefore
     * @param holds what must hold instead
     */
    record Follow(String why, Set<Field> fields, Better holds) {}

    @FunctionalInterface
    interface When {
        boolean applies(Vector vector, Observed seen);
    }

    /** What must hold instead; answers with a complaint, or null. */
    @FunctionalInterface
    interface Better {
        @Nullable
        String complaint(Vector vector, Observed seen);
    }

    static Excuse of(Set<String> defects, Set<Field> fields, Better better, Follow... follows) {
        return new Excuse(defects, (vector, seen) -> true, fields, better, List.of(follows));
    }

    Excuse only(When narrower) {
        return new Excuse(defects, narrower, fields, better, follows);
    }

    /** The vector's tag that this line is about, or null. Some tags are shown by vectors that have only others. */
    @Nullable
    String tagOf(Vector vector) {
        return vector.shownDefects().stream()
                .filter(defects::contains)
                .findFirst()
                .orElse(null);
    }
}
