package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A caller who waits for a token. */
final class CallerCall {

    private static final List<Rejection> KINDS = List.of(Rejection.values());

    final int number;
    final Node node;
    final long account;
    final @Nullable Account snapshot;
    final @Nullable String rejected;

    /** How it was rejected: all kinds take turns. */
    final Rejection kind;

    final long start;

    /** When the work began that it shares. */
    final long since;

    long end = -1;
    boolean emitted;

    @Nullable
    Disposable subscription;

    CallerCall(int number, Node node, long account, @Nullable Account snapshot, @Nullable String rejected) {
        this.number = number;
        this.node = node;
        this.account = account;
        this.snapshot = snapshot;
        this.rejected = rejected;
        this.kind = KINDS.get(number % KINDS.size());
        this.start = node.instance.world.now();
        this.since = node.workSince.computeIfAbsent(work(), shared -> start);
    }

    /** Whoever was refused with a token waits for work of its own, or of those who were refused alike. */
    String work() {
        return rejected == null ? String.valueOf(account) : account + "/" + rejected + "/" + kind;
    }

    boolean over() {
        return end >= 0;
    }

    @Override
    public String toString() {
        return "call " + number + " of " + account + " at " + node + " (since " + World.seconds(start)
                + (rejected == null ? "" : ", instead of " + rejected + " (" + kind + ")")
                + (snapshot == null ? "" : ", with v" + snapshot.credentials().tokenVersion()) + ")";
    }
}
