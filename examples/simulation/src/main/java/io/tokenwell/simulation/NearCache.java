package io.tokenwell.simulation;

import io.tokenwell.redis.SimulatedNearEntries;
import io.tokenwell.redis.SimulatedNearEntries.Keeper;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The cache in Redis with the adapter's near entries before it, fed by announcements over a way of their own. */
final class NearCache implements TokenCache, SimulatedRedis.Listener {

    private static final long RECONNECTING = 500 * Times.MS;
    private static final long ON_THE_WAY = 1 * Times.MS;

    private final Instance instance;
    private final SimulatedRedis redis;
    private final RedisCache far;
    private final long heartbeat;
    private final SimulatedNearEntries entries;
    private final Sinks.Many<AccountChange> changes = Sinks.many().multicast().directBestEffort();
    private boolean connected;
    private boolean beating;
    private long lastBeat;
    private long lastBeatDate;

    NearCache(Instance instance, SimulatedRedis redis, RedisCache far, long heartbeat) {
        this.instance = instance;
        this.redis = redis;
        this.far = far;
        this.heartbeat = heartbeat;
        this.entries = new SimulatedNearEntries(
                Duration.ofSeconds(30), Duration.ofNanos(heartbeat), instance::nanoTime, instance);
    }

    void connect() {
        if (!instance.alive()) {
            return;
        }
        if (instance.links.news().troubled()) {
            later(RECONNECTING, this::connect);
            return;
        }
        redis.tell(this);
        connected = true;
        entries.tracked();
        beat();
    }

    void disconnect() {
        redis.tellNoMore(this);
    }

    private void later(long wait, Runnable work) {
        Task unused = instance.world.timer(instance, wait, work);
    }

    /**
     * A sign of life tells that all that was changed before has been told. On a way without trouble it comes back at once, and
     * is not worth a step: what the last one told is looked up when somebody wants to know.
     */
    private void beat() {
        lastBeat = instance.nanoTime();
        lastBeatDate = instance.millis();
        if (connected && !instance.links.news().expectsTrouble()) {
            entries.alive(lastBeat, lastBeatDate);
            beating = false;
            return;
        }
        beating = true;
        long asked = lastBeat;
        long askedAt = lastBeatDate;
        Mono<Boolean> ping = instance.links.news().asked(instance, Step.PING, 0, () -> connected);
        ping.timeout(Duration.ofNanos(heartbeat), instance.scheduler)
                .onErrorReturn(false)
                .subscribe(fine -> beaten(fine && connected, asked, askedAt));
    }

    /** The signs of life that came meanwhile; none while the instance stood still. */
    private void catchUp() {
        if (beating || !connected) {
            return;
        }
        long beats = (instance.ranUntil() - lastBeat) / heartbeat;
        lastBeat += Math.max(0, beats) * heartbeat;
        lastBeatDate += Math.max(0, beats) * heartbeat / Times.MS;
        entries.alive(lastBeat, lastBeatDate);
        if (instance.links.news().expectsTrouble()) {
            beating = true;
            later(Math.max(0, lastBeat + heartbeat - instance.nanoTime()), this::beat);
        }
    }

    private void beaten(boolean fine, long asked, long askedAt) {
        if (fine) {
            entries.alive(asked, askedAt);
            later(heartbeat, this::beat);
        } else {
            connected = false;
            redis.tellNoMore(this);
            entries.lost();
            later(RECONNECTING, this::connect);
        }
    }

    /** What meets a broken connection is never told, and from then on nothing is. */
    @Override
    public void changed(@Nullable AccountChange change) {
        catchUp();
        connected = connected && !instance.links.news().troubled();
        if (connected) {
            Task unused =
                    instance.world.at(instance.world.now() + ON_THE_WAY, instance, Task.Lane.NEWS, () -> heard(change));
        }
    }

    private void heard(@Nullable AccountChange change) {
        if (change == null) {
            entries.lost();
            entries.tracked();
            return;
        }
        if (change.kind() == AccountChange.Kind.TOKEN) {
            entries.forget(change.key());
        }
        changes.tryEmitNext(change);
    }

    @Override
    public @Nullable CachedToken peek(AccountKey key) {
        catchUp();
        return entries.find(key);
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return Mono.defer(() -> {
            CachedToken near = peek(key);
            return near == null ? read(key) : Mono.just(near);
        });
    }

    private Mono<CachedToken> read(AccountKey key) {
        if (!entries.mayKeep()) {
            return far.get(key);
        }
        Keeper keeper = entries.look(key);
        return far.withLife(key).map(found -> keeper.keep(found.token(), found.life()));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return entries.forgetting(key, far.put(key, token, timeToLive));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return entries.forgetting(key, far.evict(key));
    }

    @Override
    public Flux<AccountChange> changes() {
        return changes.asFlux();
    }
}
