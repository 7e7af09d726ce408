package io.tokenwell.redis;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * A connection to Redis that is opened in the background and retried until Redis is available, so that an application
 * can start during an outage. The pauses between attempts double up to 2 s; an attempt takes at most 10 s. Once open,
 * Lettuce keeps it open. Shared by all stores and all callers. The caller closes it before the client is shut down.
 * Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RedisConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final Duration LONGEST_TRY = Duration.ofSeconds(10);

    private final AbsenceLog absence = new AbsenceLog(log, "Redis not available, retrying in the background");
    private final String name;
    private final Sinks.Empty<Void> attempted = Sinks.empty();
    private final Disposable tries;
    private volatile @Nullable Link link;
    private volatile @Nullable Throwable trouble;
    private volatile boolean closed;

    private record Link(
            StatefulConnection<String, String> connection, RedisClusterReactiveCommands<String, String> commands) {}

    private <C extends StatefulConnection<String, String>> RedisConnection(
            String name,
            Supplier<? extends CompletionStage<? extends C>> connector,
            Function<C, RedisClusterReactiveCommands<String, String>> commands) {
        this.name = name;
        this.tries = Opening.<C>within(LONGEST_TRY, Schedulers.parallel(), connector)
                .doOnNext(connection -> made(new Link(connection, commands.apply(connection))))
                .retryWhen(Retry.from(
                        failures -> failures.concatMap(failed -> troubled(failed.totalRetries(), failed.failure()))))
                .subscribe();
    }

    /**
     * Starts to connect to one server, or to the master that Sentinel names.
     *
     * @param client opens the connection; the caller shuts it down; see {@link RedisClientOptions#failFast}
     * @param uri the server, or the sentinels and the name of the master
     * @return the connection, which is being opened
     */
    public static RedisConnection to(RedisClient client, RedisURI uri) {
        return uri.getSentinels().isEmpty()
                ? new RedisConnection(
                        uri.toString(),
                        () -> client.connectAsync(StringCodec.UTF8, uri),
                        StatefulRedisConnection<String, String>::reactive)
                : new RedisConnection(
                        uri.toString(), () -> master(client, uri), StatefulRedisConnection<String, String>::reactive);
    }

    private static CompletionStage<StatefulRedisConnection<String, String>> master(RedisClient client, RedisURI uri) {
        return MasterReplica.connectAsync(client, StringCodec.UTF8, uri).thenApply(connection -> {
            connection.setReadFrom(ReadFrom.UPSTREAM);
            return connection;
        });
    }

    /**
     * Starts to connect to a cluster.
     *
     * @param client knows some nodes of the cluster; the caller shuts it down; see
     *     {@link RedisClientOptions#failFastCluster}
     * @return the connection, which is being opened
     */
    public static RedisConnection to(RedisClusterClient client) {
        return new RedisConnection(
                "cluster",
                () -> client.refreshPartitionsAsync().thenCompose(known -> client.connectAsync(StringCodec.UTF8)),
                StatefulRedisClusterConnection<String, String>::reactive);
    }

    private void made(Link made) {
        if (trouble != null) {
            log.info("Redis available, connection made: server={}", name);
        }
        link = made;
        trouble = null;
        attempted.tryEmitEmpty();
        if (closed) {
            close();
        }
    }

    private Mono<Long> troubled(long before, Throwable failure) {
        absence.failed(name, failure);
        Throwable told = RedisFailure.withoutEcho(failure);
        trouble = told;
        if (!RedisFailure.isSilence(failure)) {
            attempted.tryEmitError(told);
        }
        return Mono.delay(Opening.pauseAfter((int) Math.min(before, 10)), Schedulers.parallel());
    }

    /**
     * Returns the result of the first attempt that Redis answered, for callers that want to know it before they
     * continue. An attempt without any answer of a slow server or network does not count, and the next one is waited
     * for. Later attempts do not depend on the result. Cancelling ends only the wait.
     *
     * @return completes empty when the attempt has succeeded, also for later subscribers; errors with the failure of
     *     Lettuce when it was refused, although a later attempt may have succeeded; emits nothing while Redis does not
     *     answer, so set a limit
     */
    public Mono<Void> attempted() {
        return attempted.asMono();
    }

    /**
     * Returns the commands of the connection.
     *
     * @return commands of the server or of the cluster
     * @throws RedisConnectionException if the connection is not open yet or is closed
     */
    public RedisClusterReactiveCommands<String, String> reactive() {
        Link made = link;
        if (made == null) {
            throw new RedisConnectionException("not connected: server=" + name, trouble);
        }
        return made.commands();
    }

    /**
     * Reports whether the connection was opened; Redis may be unavailable again.
     *
     * @return false until the first success, and after closing
     */
    public boolean isMade() {
        return link != null;
    }

    /** Ends the attempts and closes the connection. Does not wait. All commands are refused from then on. */
    @Override
    public void close() {
        closed = true;
        tries.dispose();
        Link made = link;
        link = null;
        if (made != null) {
            Mono.fromFuture(made.connection().closeAsync()).onErrorComplete().subscribe();
        }
    }
}
