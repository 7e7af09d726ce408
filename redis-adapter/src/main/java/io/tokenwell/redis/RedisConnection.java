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
 * A connection to Redis that is made in the background, again and again until Redis is there, so that an application starts
 * while it is away. After pauses that double up to 2 s; a try takes 10 s at most. Once made, Lettuce keeps it. Safe for use by
 * any thread; shared by all ports and all callers; the caller's to close, before the client is shut down.
 *
 * @since 0.1
 */
public final class RedisConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
    private static final Duration LONGEST_TRY = Duration.ofSeconds(10);

    private final AbsenceLog absence = new AbsenceLog(log, "Redis is not there, going on without it");
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
     * Begins to connect to one server, or to the master that Sentinel names.
     *
     * @param client connects, and stays the caller's to shut down; see {@link RedisClientOptions#failFast}
     * @param uri the server, or the sentinels and the master's name
     * @return the connection, on its way
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
     * Begins to connect to a cluster.
     *
     * @param client knows the nodes, or some of them, and stays the caller's to shut down; see
     *     {@link RedisClientOptions#failFastCluster}
     * @return the connection, on its way
     */
    public static RedisConnection to(RedisClusterClient client) {
        return new RedisConnection(
                "cluster",
                () -> client.refreshPartitionsAsync().thenCompose(known -> client.connectAsync(StringCodec.UTF8)),
                StatefulRedisClusterConnection<String, String>::reactive);
    }

    private void made(Link made) {
        if (trouble != null) {
            log.info("Redis is there: server={}", name);
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
     * Tells how the first try went that came to something, for those who want to know before they go on. One that a slow server
     * or network left without any answer tells nothing yet, and the next is waited for. Further tries do not depend on it.
     *
     * @return completes empty when it has succeeded, also for those who come later; errors with Lettuce's failure when it was
     *     refused, though a later try may have succeeded; emits nothing as long as nobody answers: set a limit
     */
    public Mono<Void> attempted() {
        return attempted.asMono();
    }

    /**
     * Returns the commands of the connection.
     *
     * @return commands of the server, or of the cluster
     * @throws RedisConnectionException if it was not made yet, or is closed
     */
    public RedisClusterReactiveCommands<String, String> reactive() {
        Link made = link;
        if (made == null) {
            throw new RedisConnectionException("not connected: server=" + name, trouble);
        }
        return made.commands();
    }

    /**
     * Returns whether the connection was made; Redis may be away again.
     *
     * @return false until the first success, and after closing
     */
    public boolean isMade() {
        return link != null;
    }

    /** Ends the tries, and the connection if it was made. Does not wait. Everything is refused from then on. */
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
