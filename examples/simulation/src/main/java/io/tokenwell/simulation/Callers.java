package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.simulation.Task.Lane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Those who want tokens: with and without a snapshot, patient or not, some of them refused by an upstream. */
final class Callers {

    private static final int AGAIN = 6;

    private final World world;
    private final Plan plan;
    private final Fleet fleet;
    private final CallRules rules;
    private final Stories stories;
    final List<CallerCall> calls = new ArrayList<>();

    Callers(World world, Plan plan, Fleet fleet, CallRules rules, Stories stories) {
        this.world = world;
        this.plan = plan;
        this.fleet = fleet;
        this.rules = rules;
        this.stories = stories;
    }

    /** Bursts of them, all over the time of trouble. */
    void planned(Chance chance) {
        int left = plan.calls;
        while (left > 0) {
            int burst = Math.min(left, 1 + chance.below(chance.of(0.5) ? 1 : 6));
            long at = chance.of(0.25) ? chance.between(0, 2 * Times.SECOND) : chance.between(0, plan.active);
            burst(chance, at, burst);
            left -= burst;
        }
    }

    /** For each account, at as many instances as there are, some time within this. */
    void everywhere(long at, long spread) {
        for (long id = 1; id <= plan.accounts; id++) {
            for (int i = 0; i < plan.instances; i++) {
                long account = id;
                world.at(at + world.chance.between(0, spread), () -> anywhere(account));
            }
        }
    }

    /** Several, close together, of one account. */
    void burst(Chance chance, long at, int many) {
        long id = 1L + chance.below(plan.accounts);
        long spread = chance.oneOfTimes(0, 2, 50, 1_000) * Times.MS;
        for (int i = 0; i < many; i++) {
            world.at(at + chance.between(0, spread), () -> anywhere(id));
        }
    }

    /** Somebody asks again and again in this time. */
    void again(Chance chance, long id, long length) {
        for (int i = 0; i < AGAIN; i++) {
            world.at(world.now() + chance.between(0, length), () -> anywhere(id));
        }
    }

    /** Several at each instance at about the same time. */
    void rush(long id, long at) {
        long spread = world.chance.oneOfTimes(0, 20, 300) * Times.MS;
        for (Node node : fleet.present()) {
            int place = node.instance.place;
            for (int i = world.chance.below(3); i >= 0; i--) {
                world.at(at + world.chance.between(0, spread), () -> asked(fleet.at(place), id));
            }
        }
    }

    private void anywhere(long id) {
        asked(fleet.any(), id);
    }

    private void asked(Node node, long id) {
        if (node.instance.inService()) {
            boolean rejecting = (plan.kind == Kind.REJECT || plan.kind == Kind.MIXED) && world.chance.of(0.3);
            long patience = world.chance.of(0.2) ? world.chance.between(0, 3_000) * Times.MS : -1;
            Task unused = world.at(world.now(), node.instance, Lane.CALLER, () -> begin(node, id, rejecting, patience));
        }
    }

    private void begin(Node node, long id, boolean rejecting, long patience) {
        AccountStory story = stories.of(id);
        List<Account> known = story.snapshots;
        Account snapshot = world.chance.of(0.4) || known.isEmpty()
                ? null
                : known.get(world.chance.of(0.8) ? known.size() - 1 : world.chance.below(known.size()));
        List<String> answers = story.answers;
        String rejected = rejecting && !answers.isEmpty() ? answers.get(answers.size() - 1) : null;
        CallerCall call = called(node, id, snapshot, rejected);
        if (patience >= 0 && !call.over()) {
            Task unused = world.at(world.now() + patience, node.instance, Lane.CALLER, () -> leave(call));
        }
    }

    /** Begins a call. */
    CallerCall called(Node node, long id, @Nullable Account snapshot, @Nullable String rejected) {
        CallerCall call = new CallerCall(calls.size(), node, id, snapshot, rejected);
        calls.add(call);
        if (world.told()) {
            world.tell(String.valueOf(call));
        }
        node.begun++;
        node.waits(id, 1);
        call.subscription = token(call)
                .subscribe(
                        token -> {
                            left(call);
                            rules.answered(call, token);
                            call.emitted = true;
                        },
                        failure -> {
                            left(call);
                            rules.failed(call, failure);
                        },
                        () -> rules.completed(call));
        return call;
    }

    private static Mono<String> token(CallerCall call) {
        Account snapshot = call.snapshot;
        String rejected = call.rejected;
        if (rejected == null) {
            return snapshot == null
                    ? call.node.provider().getAccessToken(call.account)
                    : call.node.provider().getAccessToken(snapshot);
        }
        return snapshot == null
                ? call.node.provider().replaceRejected(call.account, rejected, call.kind)
                : call.node.provider().replaceRejected(snapshot, rejected, call.kind);
    }

    private static void left(CallerCall call) {
        if (!call.over()) {
            call.node.waits(call.account, -1);
        }
    }

    private void leave(CallerCall call) {
        if (!call.over() && call.subscription != null) {
            if (world.told()) {
                world.tell(call + " leaves");
            }
            left(call);
            call.end = world.now();
            call.subscription.dispose();
        }
    }
}
