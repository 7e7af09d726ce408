package io.tokenwell.simulation;

import io.tokenwell.simulation.Task.Lane;

/** Times in which somebody does not reach something. */
final class Outages {

    private static final int RUSHES = 4;

    private final World world;
    private final Plan plan;
    private final Fleet fleet;
    private final Callers callers;

    Outages(World world, Plan plan, Fleet fleet, Callers callers) {
        this.world = world;
        this.plan = plan;
        this.fleet = fleet;
        this.callers = callers;
    }

    /** Of any sort, of this instance or all. */
    void of(Lane lane, Node node) {
        Trouble trouble = any();
        begin(lane, place(node), trouble);
        if (plan.kind == Kind.UNLOCKED) {
            rushes(trouble.until() + 2 * Times.SECOND);
        }
    }

    /** What the authorization server answers reaches nobody, or is an error on its way. */
    void answersLost(Node node) {
        long length = world.chance.oneOfTimes(300, 1_000, 4_000, 12_000) * Times.MS;
        begin(Lane.ENDPOINT, place(node), new Trouble(world.now(), world.now() + length, Trouble.Mode.LOST_REPLIES, 1));
    }

    private int place(Node node) {
        return world.chance.of(0.4) ? Fleet.ALL : node.instance.place;
    }

    private Trouble any() {
        long length = world.chance.oneOfTimes(30, 300, 2_000, 8_000, 20_000) * Times.MS;
        return new Trouble(
                world.now(),
                world.now() + length,
                world.chance.oneOf(Trouble.Mode.values()),
                world.chance.of(0.6) ? 1 : 0.5);
    }

    private void begin(Lane lane, int place, Trouble trouble) {
        if (world.told()) {
            world.tell("     " + lane + " " + (place == Fleet.ALL ? "of all" : "of place " + place) + ": "
                    + trouble.mode() + " until " + World.seconds(trouble.until()) + ", chance " + trouble.chance());
        }
        fleet.trouble(lane, place, trouble);
    }

    void ofRedis(Node node) {
        int place = place(node);
        Trouble trouble = any();
        boolean news = world.chance.of(0.5);
        if (!news || world.chance.of(0.7)) {
            begin(Lane.REDIS, place, trouble);
        }
        if (news) {
            begin(Lane.NEWS, place, trouble);
        }
    }

    /** Callers everywhere want the same token, again and again until then. */
    private void rushes(long until) {
        long id = 1L + world.chance.below(plan.accounts);
        for (int i = 0; i < RUSHES; i++) {
            callers.rush(id, world.chance.between(world.now(), until));
        }
    }

    /** And callers everywhere want the same token meanwhile. */
    void redisAway() {
        long length = world.chance.between(5_000, 30_000) * Times.MS;
        Trouble down = new Trouble(world.now(), world.now() + length, Trouble.Mode.DOWN, 1);
        begin(Lane.REDIS, Fleet.ALL, down);
        begin(Lane.NEWS, Fleet.ALL, down);
        rushes(world.now() + length / 2);
    }

    /** And callers are there when it is back, and slow at first. */
    void tableAway(long length) {
        Trouble.Mode mode = world.chance.of(0.7) ? Trouble.Mode.DOWN : Trouble.Mode.SILENCE;
        long back = world.now() + length;
        begin(Lane.TABLE, Fleet.ALL, new Trouble(world.now(), back, mode, 1));
        begin(Lane.TABLE, Fleet.ALL, new Trouble(back, back + 2 * Times.SECOND, Trouble.Mode.SLOWNESS, 0.6));
        callers.everywhere(Math.max(world.now(), back - 100 * Times.MS), 700 * Times.MS);
    }
}
