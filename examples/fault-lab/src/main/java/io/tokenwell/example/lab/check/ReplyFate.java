package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What became of the reply to a redemption, told from what the lab did to it, its way and its receiver. */
final class ReplyFate {

    /** The lab's endpoint timeout, less what the way there and back may take: when callers are told of no answer. */
    static final long LATE_MILLIS = 600;
    /** A reply needs a moment to be read, parsed and stored; whoever dies within it has told nobody. */
    static final long SAVING_MILLIS = 500;

    /**
     * A library may listen on when its callers were told: Tokenwell for its transport's deadline of 1,500 ms. A reply that
     * comes within this time of its request is received.
     */
    private static final Map<String, Long> LISTENING_MILLIS = Map.of("tokenwell", 1_100L, "original", 3_900L);

    /** A process that stands still for less than a claim and its grace must lose nothing: the reply waits in its socket. */
    private static final long RESPECTED_MILLIS = 3_900;

    private static final long BYTES_UNDER_WAY_MILLIS = 50;
    private static final int SERVER_ERROR = 500;
    private static final Set<Kind> AT_THE_ENDPOINT =
            Set.of(Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.TRUNCATED, Kind.SLOW);
    private static final Set<Kind> ON_THE_WAY = Set.of(Kind.CUT, Kind.LOSE_REPLIES, Kind.DOWN);
    /** For how long a reply may wait unread on a busy machine; whoever reuses connections keeps them open for longer. */
    private static final long UNREAD_MILLIS = 1_000;

    private final CycleHistory history;

    ReplyFate(CycleHistory history) {
        this.history = history;
    }

    /** Why a reply reached nobody alive in time; empty if somebody had it, or hung up on it without need. */
    Optional<String> lost(Redemption redemption) {
        return Stream.of(
                        process(redemption, end(redemption) + SAVING_MILLIS),
                        refused(redemption),
                        broken(redemption),
                        stalled(redemption),
                        unwritten(redemption),
                        late(redemption, listening()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether the sender could not know what became of its token, or was gone or asleep before it could store the pair. */
    boolean unknown(Redemption redemption) {
        return redemption.repliedAt() < 0
                || late(redemption, LATE_MILLIS).isPresent()
                || lost(redemption).isPresent();
    }

    /** Whether the sender may have had the pair after all, when others had been right to give it up. */
    boolean heldUp(Redemption redemption) {
        return stopped(redemption, end(redemption) + SAVING_MILLIS).findAny().isPresent()
                || late(redemption, listening()).isPresent();
    }

    /** A client that hangs up for no reason is no excuse: only an endpoint that was made to fail is. */
    private Optional<String> unwritten(Redemption redemption) {
        return redemption.repliedAt() >= 0
                ? Optional.empty()
                : history.faults().stream()
                        .filter(fault -> AT_THE_ENDPOINT.contains(fault.kind()) && fault.meets(redemption.instance()))
                        .filter(fault -> fault.kind() != Kind.SLOW || fault.amount() >= listening())
                        .filter(fault -> fault.during(redemption.at() - BYTES_UNDER_WAY_MILLIS, redemption.at()))
                        .map(fault -> "the reply was never written out: " + fault.kind())
                        .findFirst();
    }

    /** Spring's manager listens for ever. */
    private long listening() {
        return LISTENING_MILLIS.getOrDefault(history.cycle().contestant(), Long.MAX_VALUE);
    }

    private static Optional<String> late(Redemption redemption, long limitMillis) {
        long took = redemption.repliedAt() - redemption.arrivedAt();
        return took >= limitMillis ? Optional.of("the reply came after " + took + " ms") : Optional.empty();
    }

    private Optional<String> refused(Redemption redemption) {
        return redemption.status() >= SERVER_ERROR
                ? Optional.of("the endpoint answered " + redemption.status())
                : Optional.empty();
    }

    /** Its very connection was reset, or lost bytes, before its sender had closed it. */
    private Optional<String> broken(Redemption redemption) {
        long at = redemption.brokenAt();
        return at > end(redemption) + UNREAD_MILLIS
                ? Optional.empty()
                : ways(redemption)
                        .filter(fault -> ON_THE_WAY.contains(fault.kind()))
                        .filter(fault -> fault.during(at - BYTES_UNDER_WAY_MILLIS, at + BYTES_UNDER_WAY_MILLIS))
                        .map(fault -> byProxy(fault, redemption))
                        .findFirst();
    }

    private Optional<String> stalled(Redemption redemption) {
        return ways(redemption)
                .filter(fault -> fault.kind() == Kind.STALL)
                .filter(fault -> fault.during(redemption.at() - BYTES_UNDER_WAY_MILLIS, lastChance(redemption)))
                .map(fault -> byProxy(fault, redemption))
                .findFirst();
    }

    private Stream<FaultEvent> ways(Redemption redemption) {
        return history.faults().stream()
                .filter(fault -> fault.link() == Link.ENDPOINT && fault.meets(redemption.instance()));
    }

    private static String byProxy(FaultEvent fault, Redemption redemption) {
        return "lost by the proxy of instance " + redemption.instance() + ": " + fault.kind();
    }

    /** A reply that was never written broke off at some time before it would have been late. */
    private static long lastChance(Redemption redemption) {
        return redemption.repliedAt() < 0
                ? redemption.at() + LATE_MILLIS
                : redemption.repliedAt() + BYTES_UNDER_WAY_MILLIS;
    }

    private Optional<String> process(Redemption redemption, long until) {
        Stream<FaultEvent> killed =
                history.faults(Kind.KILL, redemption.instance()).filter(kill -> kill.during(redemption.at(), until));
        return Stream.concat(killed, stopped(redemption, until))
                .map(fault -> told(fault, redemption))
                .findFirst();
    }

    private Stream<FaultEvent> stopped(Redemption redemption, long until) {
        return history.standstills(redemption.instance())
                .filter(stop -> stop.during(redemption.at(), until))
                .filter(stop -> stop.until() - stop.from() >= RESPECTED_MILLIS);
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
