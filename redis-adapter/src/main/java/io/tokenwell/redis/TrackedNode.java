package io.tokenwell.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The announcements of one server. A session connects, enables tracking, and sends a heartbeat regularly, whose answer
 * arrives after all announcements before it. Any failure ends the session, and the next one begins.
 */
final class TrackedNode implements Disposable {

    private static final Logger log = LoggerFactory.getLogger(TrackedNode.class);

    private static final String INVALIDATE = "invalidate";

    private final AbsenceLog absence =
            new AbsenceLog(log, "Redis announces no changes, the near cache stays empty until it does");
    private final String name;
    private final Supplier<CompletionStage<StatefulRedisConnection<String, String>>> connector;
    private final Plan plan;
    private final TrackingListener listener;
    private final Scheduler scheduler = Schedulers.parallel();
    private final Disposable sessions;
    private volatile int failures;

    /**
     * What is requested of the server.
     *
     * @param prefix prefix of the keys whose changes are announced
     * @param heartbeat interval of the heartbeats, and the limit for each answer
     * @param signOfLife command of each heartbeat
     */
    record Plan(String prefix, Duration heartbeat, SignOfLife signOfLife) {}

    /** The command of a heartbeat, which should be cheap. */
    interface SignOfLife {
        Mono<?> of(StatefulRedisConnection<String, String> connection);
    }

    TrackedNode(
            String name,
            Supplier<CompletionStage<StatefulRedisConnection<String, String>>> connector,
            Plan plan,
            TrackingListener listener) {
        this.name = name;
        this.connector = connector;
        this.plan = plan;
        this.listener = listener;
        this.sessions = Flux.defer(this::session)
                .onErrorResume(this::troubled)
                .repeatWhen(ends -> ends.concatMap(end -> Mono.delay(Opening.pauseAfter(failures), scheduler)))
                .subscribe();
    }

    private Mono<Void> session() {
        return Mono.usingWhen(
                Opening.within(plan.heartbeat().multipliedBy(4), scheduler, connector),
                this::tracked,
                connection -> Mono.fromFuture(connection.closeAsync()));
    }

    private Mono<Void> tracked(StatefulRedisConnection<String, String> connection) {
        Sinks.Empty<Void> disconnected = Sinks.empty();
        connection.addListener(new Disconnection(disconnected));
        connection.addListener(this::heard);
        Moment asked = listener.now();
        return connection
                .reactive()
                .clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes(plan.prefix()))
                .timeout(plan.heartbeat(), scheduler)
                .doOnNext(on -> begun(asked))
                .then(Mono.firstWithSignal(disconnected.asMono(), heartbeats(connection)))
                .doFinally(end -> listener.lost());
    }

    private void begun(Moment asked) {
        if (failures > 0) {
            log.info("Redis announces changes again, the near cache fills: server={}", name);
            absence.over();
        }
        failures = 0;
        listener.alive(asked);
        listener.tracked();
    }

    private Mono<Void> heartbeats(StatefulRedisConnection<String, String> connection) {
        return Flux.interval(plan.heartbeat(), scheduler)
                .onBackpressureDrop()
                .concatMap(beat -> heartbeat(connection), 1)
                .then();
    }

    private Mono<?> heartbeat(StatefulRedisConnection<String, String> connection) {
        return Mono.defer(() -> {
            Moment asked = listener.now();
            return plan.signOfLife()
                    .of(connection)
                    .timeout(plan.heartbeat(), scheduler)
                    .doOnSuccess(answer -> listener.alive(asked));
        });
    }

    private void heard(PushMessage message) {
        if (!INVALIDATE.equals(message.getType())) {
            return;
        }
        if (message.getContent(StringCodec.UTF8::decodeKey).get(1) instanceof List<?> keys) {
            keys.forEach(key -> listener.changed(String.valueOf(key)));
        } else {
            listener.allChanged();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one session at a time
    private Mono<Void> troubled(Throwable failure) {
        failures++;
        absence.failed(name, failure);
        return Mono.empty();
    }

    @Override
    public void dispose() {
        sessions.dispose();
    }

    @Override
    public boolean isDisposed() {
        return sessions.isDisposed();
    }

    private record Disconnection(Sinks.Empty<Void> told) implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            told.tryEmitError(new IllegalStateException("the connection is lost"));
        }
    }
}
