package io.tokenwell.simulation;

import io.tokenwell.simulation.Step.Phase;
import io.tokenwell.simulation.Task.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The way of one instance to one store, and what happens to requests and replies on it. */
class Link {

    /** The far end: does the work now or when it comes to it. */
    interface Server {
        void serve(Request<?> request, Runnable work);
    }

    /** Hears of each request as it goes. */
    interface Ear {
        void hears(Step step, Phase phase, @Nullable Instance instance, long account);
    }

    private static final long[] LONG_WAYS = {50, 200, 800, 1_500, 4_000, 8_000};

    final World world;
    final Lane lane;
    private final Server server;
    private final Ear ear;
    private final long latency;
    private final boolean ordered;
    private final List<Trouble> troubles = new ArrayList<>(2);
    private long lastArrival;
    private long lastReply;
    private long troubledAt = Long.MIN_VALUE;

    Link(World world, Lane lane, Server server, Ear ear, long latency, boolean ordered) {
        this.world = world;
        this.lane = lane;
        this.server = server;
        this.ear = ear;
        this.latency = latency;
        this.ordered = ordered;
    }

    void trouble(Trouble next) {
        troubles.add(next);
    }

    void mend() {
        troubles.clear();
    }

    /** Whether there is trouble now or later. */
    boolean expectsTrouble() {
        for (int i = 0; i < troubles.size(); i++) {
            if (!troubles.get(i).over(world.now())) {
                return true;
            }
        }
        return false;
    }

    boolean troubled() {
        for (int i = 0; i < troubles.size(); i++) {
            if (troubles.get(i).on(world.now())) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything went wrong on it since then, or may now. */
    boolean troubledSince(long time) {
        return troubledAt >= time || troubled();
    }

    <T> Mono<T> asked(Instance asker, Step step, long account, Supplier<? extends @Nullable T> work) {
        return new RemoteCall<>(this, asker, step, account, work);
    }

    /** On its way; {@code request} hears what comes back. */
    <T> void send(Request<T> request) {
        Fate fate = fate();
        if (world.told()) {
            world.tell(request + " asks" + (fate == Fate.FINE ? "" : " (" + fate + ")"));
        }
        ear.hears(request.step, Phase.LEAVES, request.asker, request.account);
        long there = latency() + (fate == Fate.SLOW ? longWay() : 0);
        switch (fate) {
            case REFUSED -> refuse(request, world.now() + there, request.refused());
            case SWALLOWED -> refuseLater(request);
            default -> {
                arrive(request, fate, arrival(there + (fate == Fate.LATE ? longWay() : 0)));
                if (fate == Fate.SILENT || fate == Fate.LATE) {
                    refuseLater(request);
                }
                if (fate == Fate.TWICE) {
                    long again = world.now() + there + (world.chance.of(0.3) ? longWay() : latency());
                    arrive(request.again(), Fate.SILENT, again);
                }
            }
        }
    }

    private Fate fate() {
        for (int i = 0; i < troubles.size(); i++) {
            Trouble trouble = troubles.get(i);
            if (trouble.on(world.now()) && world.chance.of(trouble.chance())) {
                Fate fate = possible(trouble.fate(world.chance));
                troubledAt = fate == Fate.FINE ? troubledAt : world.now();
                return fate;
            }
        }
        return Fate.FINE;
    }

    /** Only Redis's driver sends again what it has sent: statements are in a session. */
    private Fate possible(Fate fate) {
        return fate == Fate.TWICE && lane != Lane.REDIS ? Fate.SLOW : fate;
    }

    private long arrival(long there) {
        long at = world.now() + there;
        if (ordered) {
            lastArrival = Math.max(lastArrival, at);
            return lastArrival;
        }
        return at;
    }

    private void arrive(Request<?> request, Fate fate, long at) {
        world.at(at, () -> {
            boolean gone = request.isOver() || !request.asker.alive();
            if (gone && request.mayBeDropped()) {
                return;
            }
            server.serve(request, () -> done(request, fate));
        });
    }

    private <T> void done(Request<T> request, Fate fate) {
        T answer = null;
        RuntimeException failure = null;
        try {
            answer = request.work.get();
        } catch (RuntimeException thrown) {
            failure = thrown;
        }
        if (world.told()) {
            world.tell("    " + request + " = " + (failure == null ? Shown.of(answer) : failure)
                    + (fate == Fate.FINE ? "" : " (" + fate + ")"));
        }
        ear.hears(request.step, Phase.DONE, request.asker, request.account);
        if (fate != Fate.SILENT) {
            long back = latency() + (fate == Fate.SLOW_REPLY ? longWay() : 0);
            reply(request, back, answer, fate == Fate.REPLY_LOST ? request.broken() : failure);
        }
    }

    private <T> void reply(Request<T> request, long back, @Nullable T answer, @Nullable RuntimeException failure) {
        long at = world.now() + back;
        if (ordered) {
            lastReply = Math.max(lastReply, at);
            at = lastReply;
        }
        Task unused = world.at(at, request.asker, lane, () -> {
            if (!request.isOver()) {
                request.answer(answer, failure);
                ear.hears(request.step, Phase.ANSWERED, request.asker, request.account);
            }
        });
    }

    private void refuse(Request<?> request, long at, RuntimeException failure) {
        Task unused = world.at(at, request.asker, lane, () -> request.answer(null, failure));
    }

    /** The driver's own deadline, if it has one. */
    private void refuseLater(Request<?> request) {
        if (world.chance.of(0.5)) {
            refuse(request, world.now() + world.chance.between(300, 6_000) * Times.MS, request.broken());
        }
    }

    private long latency() {
        double luck = world.chance.unit();
        double factor = luck < 0.95 ? 0.4 + luck : 2 + 30 * (luck - 0.95);
        return (long) (latency * factor);
    }

    private long longWay() {
        return world.chance.oneOfTimes(LONG_WAYS) * Times.MS + world.chance.between(0, 300) * Times.MS;
    }
}
