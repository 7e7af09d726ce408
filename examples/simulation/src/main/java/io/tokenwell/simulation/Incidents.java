package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.simulation.Step.Phase;
import io.tokenwell.simulation.Task.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** What goes wrong, and when: at a time, or at a step of somebody's work. */
final class Incidents {

    private final World world;
    private final Plan plan;
    private final Fleet fleet;
    private final Operator operator;
    private final Outages outages;
    private final List<Planned> waiting = new ArrayList<>();
    private boolean over;

    /** One that waits for its moment. */
    private static final class Planned {
        final Mishap mishap;
        final Step step;
        final Phase phase;
        final long delay;
        int others;

        Planned(Mishap mishap, Step step, Phase phase, long delay, int others) {
            this.mishap = mishap;
            this.step = step;
            this.phase = phase;
            this.delay = delay;
            this.others = others;
        }
    }

    Incidents(World world, Plan plan, Fleet fleet, Operator operator, Callers callers) {
        this.world = world;
        this.plan = plan;
        this.fleet = fleet;
        this.operator = operator;
        this.outages = new Outages(world, plan, fleet, callers);
    }

    void planned(Chance chance) {
        List<Mishap> mishaps = plan.kind.mishaps();
        if (mishaps.isEmpty()) {
            return;
        }
        // A long outage first of all: the rest happens meanwhile.
        boolean outage = mishaps.get(0) == Mishap.TABLE_AWAY || mishaps.get(0) == Mishap.REDIS_AWAY;
        plan(chance, mishaps.get(outage ? 0 : chance.below(mishaps.size())), plan.kind.longOutage() || chance.of(0.7));
        if (plan.kind == Kind.FORGETS) {
            plan(chance, Mishap.REDIS_FORGETS, false);
        }
        int more = plan.kind == Kind.LONG_OUTAGE ? 0 : chance.below(4);
        for (int i = 0; i < more; i++) {
            plan(chance, mishaps.get(chance.below(mishaps.size())), chance.of(0.6));
        }
    }

    private void plan(Chance chance, Mishap mishap, boolean atStep) {
        if (atStep) {
            Step step = Moments.of(plan.kind, mishap, chance);
            long most = chance.oneOfTimes(2 * plan.tableLatency, 2 * plan.endpointLatency, 3 * Times.SECOND);
            long delay = chance.of(0.4) ? 0 : chance.between(0, most);
            waiting.add(new Planned(mishap, step, chance.oneOf(Phase.values()), delay, chance.below(3)));
        } else {
            world.at(
                    chance.between(0, plan.active),
                    () -> happens(mishap, fleet.any(), 1L + world.chance.below(plan.accounts)));
        }
    }

    /** A step of somebody's work: the moment for what waited for it. */
    void step(Step step, Phase phase, Instance instance, long account) {
        if (waiting.isEmpty() || over) {
            return;
        }
        for (int i = 0; i < waiting.size(); i++) {
            Planned planned = waiting.get(i);
            if (planned.step == step && planned.phase == phase && planned.others-- == 0) {
                waiting.remove(i--);
                Node node = fleet.at(instance.place);
                world.at(world.now() + planned.delay, () -> happens(planned.mishap, node, Math.max(1, account)));
            }
        }
    }

    /** No more of it. */
    void end() {
        over = true;
        waiting.clear();
        fleet.mendAll();
        fleet.server.mood(null, 0);
    }

    private void happens(Mishap mishap, Node node, long account) {
        if (over) {
            return;
        }
        if (world.told()) {
            world.tell("==== " + mishap + " at " + node + ", account " + account);
        }
        switch (mishap) {
            case REDIS_TROUBLE -> outages.ofRedis(node);
            case REDIS_AWAY -> outages.redisAway();
            case REDIS_FORGETS -> fleet.redis.forget();
            case TABLE_TROUBLE -> outages.of(Lane.TABLE, node);
            case TABLE_AWAY -> outages.tableAway(plan.respected() + world.chance.between(-8_000, 15_000) * Times.MS);
            case TABLE_AWAY_SHORTLY -> outages.tableAway(world.chance.between(1_000, 12_000) * Times.MS);
            case ROW_LOCKED -> lockRow(account);
            case ENDPOINT_TROUBLE -> outages.of(Lane.ENDPOINT, node);
            case ENDPOINT_MOOD ->
                fleet.server.mood(
                        world.chance.oneOf(AuthorizationServer.Mood.values()), world.chance.of(0.5) ? 1 : 0.4);
            case ANSWERS_LOST -> outages.answersLost(node);
            case CRASH -> crash(node);
            case PAUSE -> standStill(node, false);
            case SUSPEND -> standStill(node, true);
            case CLOCK_JUMP -> node.instance.moveClock(world.chance.between(-60_000, 60_000) * Times.MS);
            case LOGIN -> operator.login(account);
            case EDIT -> operator.edit(account);
            case DISABLE -> operator.disable(account);
            case DELETE -> operator.delete(account);
            case ROLL -> roll(node);
            case INVALIDATE -> invalidate(account);
        }
    }

    private void lockRow(long account) {
        fleet.table.lockRow(account, world.chance.oneOfTimes(20, 500, 3_000, 8_000) * Times.MS);
    }

    private void invalidate(long account) {
        Account row = fleet.table.find(account);
        if (row != null) {
            operator.invalidate(account, row, null, 1);
        }
    }

    private void crash(Node node) {
        if (!node.instance.alive()) {
            return;
        }
        int place = node.instance.place;
        fleet.die(node);
        world.at(world.now() + world.chance.oneOfTimes(50, 2_000, 15_000) * Times.MS, () -> fleet.start(place));
    }

    private void standStill(Node node, boolean asleep) {
        if (node.instance.alive() && !node.instance.standsStill()) {
            long length = world.chance.oneOfTimes(
                    300, 3_000, 12_000, plan.respected() / 2_000_000, plan.respected() / Times.MS);
            node.instance.standStill((length + world.chance.between(0, 3_000)) * Times.MS, asleep);
        }
    }

    /** Closes, and another starts before or after. */
    private void roll(Node node) {
        Instance instance = node.instance;
        if (!instance.inService()) {
            return;
        }
        instance.retire();
        Duration limit = Duration.ofSeconds(world.chance.oneOfTimes(1, 10, 40));
        Task unused = world.at(world.now(), instance, Lane.CALLER, () -> closed(node, limit));
    }

    private void closed(Node node, Duration limit) {
        int place = node.instance.place;
        (node.ahead == null ? Mono.empty() : node.ahead.close(limit))
                .then(node.provider().close(limit))
                .subscribe(report -> world.at(world.now(), () -> {
                    if (world.told()) {
                        world.tell("==== " + node + " has closed: " + report);
                    }
                    fleet.die(node);
                    fleet.start(place);
                }));
    }
}
