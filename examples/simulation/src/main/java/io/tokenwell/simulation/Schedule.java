package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.simulation.Step.Phase;
import io.tokenwell.simulation.Task.Lane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One seed of one kind, from the first login to the last close, judged. */
final class Schedule implements Fleet.Ears, TableEar {

    private static final long MOST_TASKS = 200_000;

    private final Plan plan;
    private final World world;
    private final Stories stories = new Stories();
    private final Fleet fleet;
    private final RowRules rows;
    private final GraceRules grace;
    private final SendRules sends;
    private final EndRules ends;
    private final Operator operator;
    private final Callers callers;
    private final Incidents incidents;

    Schedule(Kind kind, long seed, Variant variant, boolean told) {
        Mutant mutant = variant.mutant();
        plan = new Plan(kind, seed, variant);
        world = new World(plan.chance.own(), told);
        SimulatedTable table = new BrokenTable(world, world.chance.between(-2_000, 2_000) * Times.MS, this, mutant);
        Fleet.Stores stores = new Fleet.Stores(
                new BrokenRedis(world, mutant), table, new AuthorizationServer(world, plan.life, plan.grace));
        rows = new RowRules(world, stores, stories, plan.settings.lockTtl().toNanos());
        grace = new GraceRules(world, plan, stores, stories);
        sends = new SendRules(world, stores, stories, plan.respected(), grace);
        fleet = new Fleet(world, plan, stores, this, mutant);
        ends = new EndRules(world, fleet, sends, rows, stories);
        operator = new Operator(world, plan, fleet, stories);
        callers = new Callers(world, plan, fleet, new CallRules(world, plan, stores, stories), stories);
        incidents = new Incidents(world, plan, fleet, operator, callers);
    }

    /** What was seen. */
    record Outcome(Kind kind, long seed, List<String> violations, String story, long tasks) {}

    Outcome run() {
        world.tell(plan.toString());
        begin();
        boolean ended = world.runUntil(plan.active, MOST_TASKS) && awake() && settled() && probed() && renewed();
        if (ended) {
            judged();
            ends.allClosed(MOST_TASKS);
            ends.storedIsTold(); // Now that no statement is under way.
        } else {
            world.violated("livelock", plan.kind, "more than " + MOST_TASKS + " steps");
        }
        return new Outcome(plan.kind, plan.seed, world.violations, world.story(), world.happened());
    }

    private void begin() {
        long skew = plan.settings.freshness().refreshSkew().toNanos();
        for (long id = 1; id <= plan.accounts; id++) {
            long later = plan.kind.longOutage() ? 0 : skew + 15 * Times.SECOND;
            operator.create(id, world.chance.between(-10 * Times.SECOND, later));
        }
        for (int place = 0; place < plan.instances; place++) {
            fleet.start(place);
        }
        incidents.planned(plan.chance.own());
        if (plan.kind.longOutage()) {
            callers.everywhere(0, 30 * Times.MS);
        }
        callers.planned(plan.chance.own());
    }

    /** Who stands still at the end of the troubles wakes up in its time. */
    private boolean awake() {
        incidents.end();
        world.tell("---- the troubles are over");
        boolean ended = true;
        for (Node node : fleet.present()) {
            ended &= world.runUntil(Math.max(world.now(), node.instance.stillUntil()), MOST_TASKS);
        }
        return ended;
    }

    private boolean settled() {
        return world.runUntil(world.now() + plan.respected() + plan.grace.toNanos() + 25 * Times.SECOND, MOST_TASKS);
    }

    /** Everybody is served everywhere. */
    private boolean probed() {
        world.tell("---- everybody is asked");
        ends.nothingLost();
        return asked(fleet.present(), "not served in the end");
    }

    /** And once more when all tokens have ended: the refresh tokens are good. */
    private boolean renewed() {
        boolean ended = world.runUntil(world.now() + plan.life.toNanos() + 60 * Times.SECOND, MOST_TASKS);
        world.tell("---- everything has to be renewed");
        return ended && asked(List.of(fleet.any()), "not renewed in the end");
    }

    private boolean asked(List<Node> nodes, String rule) {
        List<CallerCall> calls = new ArrayList<>();
        for (Node node : nodes) {
            for (AccountStory story : stories.all()) {
                long id = story.id;
                if (inUse(id) && node.instance.inService()) {
                    Task unused = world.at(
                            world.now(),
                            node.instance,
                            Lane.CALLER,
                            () -> calls.add(callers.called(node, id, null, null)));
                }
            }
        }
        boolean ended = world.runUntil(world.now() + 30 * Times.SECOND, MOST_TASKS);
        for (CallerCall call : calls) {
            if (!call.emitted && ends.inOrder(call.account) && !ends.tooLate(call)) {
                world.violated(rule, call, "");
            }
        }
        return ended;
    }

    private boolean inUse(long id) {
        Account row = fleet.table.find(id);
        return row != null && row.status().equals(Account.ACTIVE);
    }

    private void judged() {
        ends.nothingLost();
        ends.allAnswered(callers.calls);
        ends.nothingLeft();
    }

    @Override
    public void hears(Step step, Phase phase, @Nullable Instance instance, long account) {
        if (instance == null) {
            return;
        }
        if (phase == Phase.DONE) {
            rows.asked(step, instance, account);
        }
        incidents.step(step, phase, instance, account);
    }

    @Override
    public void changed(long account) {
        rows.changed(account);
    }

    @Override
    public void claimed(String owner, long account) {
        rows.claimed(owner, fleet.owning(owner), account);
    }

    @Override
    public void told(String owner, long account) {
        rows.told(owner, account);
    }

    @Override
    public void locked(long account, long until) {
        stories.of(account).locked(world.now(), until);
    }

    @Override
    public void ended(String owner, long account) {
        rows.ended(owner, account);
    }

    @Override
    public void sent(Send send) {
        sends.sent(send);
    }

    @Override
    public void decided(Send send) {
        if (!plan.grace.isZero()) {
            grace.decided(send, callers);
        }
    }

    @Override
    public long claimedAt(Instance instance, long account) {
        return rows.claimedAt(instance, account);
    }

    @Override
    public boolean anybodyWaits(Instance instance, long account) {
        Node node = fleet.at(instance.place);
        return node.waiting.getOrDefault(account, 0) > 0;
    }
}
