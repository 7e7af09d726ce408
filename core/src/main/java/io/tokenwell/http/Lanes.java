package io.tokenwell.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** Limits the number of concurrent redemptions per proxy, and without a proxy; further ones queue. */
final class Lanes {

    /** How many redemptions may queue per connection before the next one is refused as not sent. */
    private static final int QUEUE_PER_CONNECTION = 16;

    private final TransportSettings transport;
    /** Only the lanes in use, as lanes of removed proxies must not accumulate. */
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    private record Lane(InstrumentedPool<Boolean> permits, int users) {
        Lane with(int more) {
            return new Lane(permits, users + more);
        }
    }

    Lanes(TransportSettings transport) {
        this.transport = transport;
    }

    /** Runs the work when its turn has come. Errors with those of Reactor Pool if the queue is too long. */
    <T> Mono<T> inTurn(String lane, Supplier<Mono<T>> work) {
        return Mono.using(
                () -> entered(lane),
                permits -> Mono.usingWhen(
                        permits.acquire(transport.connectTimeout()), permit -> work.get(), PooledRef::release),
                permits -> left(lane));
    }

    private InstrumentedPool<Boolean> entered(String key) {
        return lanes.compute(key, (name, lane) -> lane == null ? new Lane(permits(), 1) : lane.with(1))
                .permits();
    }

    private void left(String key) {
        lanes.computeIfPresent(key, (name, lane) -> lane.users() == 1 ? null : lane.with(-1));
    }

    private InstrumentedPool<Boolean> permits() {
        return PoolBuilder.from(Mono.just(Boolean.TRUE))
                .sizeBetween(0, transport.maxConnections())
                .maxPendingAcquire(transport.maxConnections() * QUEUE_PER_CONNECTION)
                .buildPool();
    }

    /** Returns the number of lanes in use. */
    int size() {
        return lanes.size();
    }
}
