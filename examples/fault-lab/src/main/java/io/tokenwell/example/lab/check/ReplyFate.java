package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What became of the reply to a redemption, told from what the lab did to it, its way and its receiver. */
final class ReplyFate {

    /** The lab's endpoint timeout, less what the way there and back may take. */
    static final long LATE_MILLIS = 600;
    /** A reply needs a moment to be read, parsed and stored; whoever dies within it has told nobody. */
    static final long SAVING_MILLIS = 500;

    /** A process that stands still for less than a claim and its grace must lose nothing: the reply waits in its socket. */
    private static final long RESPECTED_MILLIS = 3_900;

    private static final long BYTES_UNDER_WAY_MILLIS = 50;
    private static final int SERVER_ERROR = 500;
    private static final Set<Kind> AT_THE_ENDPOINT =
            Set.of(Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.TRUNCATED, Kind.SLOW);
    private static final Set<Kind> ON_THE_WAY = Set.of(Kind.CUT, Kind.LOSE_REPLIES, Kind.STALL, Kind.DOWN);

    private final CycleHistory history;

    ReplyFate(CycleHistory history) {
        this.history = history;
    }

    /** Why a reply reached nobody alive in time; empty if somebody had it, or hung up on it without need. */
    Optional<String> lost(Redemption redemption) {
        return Stream.of(
                        process(redemption, end(redemption) + SAVING_MILLIS),
                        refused(redemption),
                        way(redemption),
                        unwritten(redemption),
                        late(redemption))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether the sender could not know what became of its token, or was gone or asleep by the given time. */
    boolean unknown(Redemption redemption, long until) {
        return redemption.repliedAt() < 0
                || lost(redemption).isPresent()
                || process(redemption, until).isPresent();
    }

    /** A client that hangs up for no reason is no excuse: only an endpoint that was made to fail is. */
    private Optional<String> unwritten(Redemption redemption) {
        return redemption.repliedAt() >= 0
                ? Optional.empty()
                : history.faults().stream()
                        .filter(fault -> AT_THE_ENDPOINT.contains(fault.kind()) && fault.meets(redemption.instance()))
                        .filter(fault -> fault.kind() != Kind.SLOW || fault.amount() >= LATE_MILLIS)
                        .filter(fault -> fault.during(redemption.at() - BYTES_UNDER_WAY_MILLIS, redemption.at()))
                        .map(fault -> "the reply was never written out: " + fault.kind())
                        .findFirst();
    }

    private Optional<String> late(Redemption redemption) {
        long took = redemption.repliedAt() - redemption.at();
        return took >= LATE_MILLIS ? Optional.of("the reply came after " + took + " ms") : Optional.empty();
    }

    private Optional<String> refused(Redemption redemption) {
        return redemption.status() >= SERVER_ERROR
                ? Optional.of("the endpoint answered " + redemption.status())
                : Optional.empty();
    }

    /** A connection may break while the request is under way to the server, which then answers nobody. */
    private Optional<String> way(Redemption redemption) {
        long sent = redemption.at() - BYTES_UNDER_WAY_MILLIS;
        return history.faults().stream()
                .filter(fault -> ON_THE_WAY.contains(fault.kind()) && fault.meets(redemption.instance()))
                .filter(fault -> fault.link() == Link.ENDPOINT)
                .filter(fault -> fault.during(sent, lastChance(redemption)))
                .map(fault -> "lost by the proxy of instance " + redemption.instance() + ": " + fault.kind())
                .findFirst();
    }

    /** A reply that was never written broke off at some time before it would have been late. */
    private static long lastChance(Redemption redemption) {
        return redemption.repliedAt() < 0
                ? redemption.at() + LATE_MILLIS
                : redemption.repliedAt() + BYTES_UNDER_WAY_MILLIS;
    }

    private Optional<String> process(Redemption redemption, long until) {
        return Stream.of(Kind.KILL, Kind.STOP)
                .flatMap(kind -> history.faults(kind, redemption.instance()))
                .filter(fault -> fault.during(redemption.at(), until))
                .filter(fault -> fault.kind() == Kind.KILL || fault.until() - fault.from() >= RESPECTED_MILLIS)
                .map(fault -> told(fault, redemption))
                .findFirst();
    }

    private static String told(FaultEvent fault, Redemption redemption) {
        String what = fault.kind() == Kind.KILL ? "the process was killed " : "the process was stopped ";
        String step = redemption.repliedAt() < 0 ? " its token was rotated" : " its reply was written";
        long after = fault.from() - end(redemption);
        return what + (after >= 0 ? after + " ms after" : -after + " ms before") + step;
    }

    private static long end(Redemption redemption) {
        return Math.max(redemption.at(), redemption.repliedAt());
    }
}
