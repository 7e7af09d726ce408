package io.tokenwell.simulation;

import io.tokenwell.simulation.Task.Lane;
import java.time.Duration;

/** Simulated stores and one instance, for tests that wait: what is asked is answered before the asker goes on. */
final class Site {

    final World world = new World(new Chance(1), false);
    final SimulatedRedis redis = new SimulatedRedis(world);
    final SimulatedTable table = new SimulatedTable(world, 0, new Deaf());
    final Instance instance;

    Site() {
        instance = new Instance(world, 0, "here", links());
    }

    /** Another instance on the same stores. */
    Instance another(String name) {
        return new Instance(world, 1, name, links());
    }

    private Links links() {
        return new Links(
                link(Lane.REDIS), link(Lane.NEWS), new WaitedFor(world, Lane.TABLE, table), link(Lane.ENDPOINT));
    }

    private Link link(Lane lane) {
        return new WaitedFor(world, lane, (request, work) -> work.run());
    }

    RedisPorts ports() {
        return new RedisPorts(instance, instance.links.redis(), redis);
    }

    RedisCache cache(Instance of) {
        return new RedisCache(of, of.links.redis(), redis);
    }

    void letTimePass(Duration time) {
        synchronized (world) {
            world.runUntil(world.now() + time.toNanos(), Long.MAX_VALUE >> 1);
        }
    }

    /** Out of reach from now on. */
    Site down() {
        Trouble trouble = new Trouble(0, Long.MAX_VALUE, Trouble.Mode.DOWN, 1);
        instance.links.redis().trouble(trouble);
        instance.links.table().trouble(trouble);
        return this;
    }

    /** No latency, and contracts ask from several threads. */
    private static final class WaitedFor extends Link {

        WaitedFor(World world, Lane lane, Server server) {
            super(world, lane, server, (step, phase, instance, account) -> {}, 0, true);
        }

        @Override
        <T> void send(Request<T> request) {
            synchronized (world) {
                super.send(request);
                world.runUntil(world.now(), Long.MAX_VALUE >> 1);
            }
        }
    }

    private static final class Deaf implements TableEar {
        @Override
        public void ended(String owner, long account) {
            // Nobody asks.
        }

        @Override
        public void changed(long account) {
            // No rules here.
        }

        @Override
        public void claimed(String owner, long account) {
            // No rules here.
        }

        @Override
        public void told(String owner, long account) {
            // No rules here.
        }

        @Override
        public void locked(long account, long until) {
            // No rules here.
        }
    }
}
