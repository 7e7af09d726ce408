package io.tokenwell.example.cli;

import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Is Redis there, new enough, and set up so that escrowed rotations stay? */
final class RedisChecks {

    private static final int LEAST_MAJOR = 6;

    private RedisChecks() {}

    static Flux<CheckLine> of(Session session) {
        return session.redis()
                .flatMapMany(RedisChecks::ofConnection)
                .onErrorResume(
                        StoreException.class,
                        failure -> Flux.just(CheckLine.unreachable(
                                "redis ping",
                                String.valueOf(failure.getMessage()),
                                "start Redis, or correct " + Setting.REDIS_URI.key() + " and its password")));
    }

    private static Flux<CheckLine> ofConnection(StatefulRedisConnection<String, String> connection) {
        RedisReactiveCommands<String, String> commands = connection.reactive();
        return Flux.concat(
                        commands.ping().map(pong -> CheckLine.ok("redis ping", pong)),
                        commands.info().flatMapIterable(RedisChecks::ofInfo),
                        tracking(commands),
                        ClockSkew.measured(time(commands)).map(skew -> skew.line("redis clock", "Redis")))
                .onErrorMap(StoreException::redis);
    }

    private static List<CheckLine> ofInfo(String info) {
        String version = field(info, "redis_version");
        boolean newEnough = version.matches("\\d+\\..*")
                && Integer.parseInt(version.substring(0, version.indexOf('.'))) >= LEAST_MAJOR;
        String policy = field(info, "maxmemory_policy");
        return List.of(
                newEnough
                        ? CheckLine.ok("redis version", version)
                        : CheckLine.failed("redis version", version, "Redis 6 or later is needed"),
                policy.equals("noeviction")
                        ? CheckLine.ok("redis eviction", policy)
                        : CheckLine.failed(
                                "redis eviction",
                                policy,
                                "set maxmemory-policy noeviction: an escrowed rotation must not be evicted"));
    }

    private static String field(String info, String name) {
        Matcher line =
                Pattern.compile("^" + name + ":(.*?)\\s*$", Pattern.MULTILINE).matcher(info);
        return line.find() ? line.group(1) : "unknown";
    }

    /** Switched on and off again, on a connection of this program's own. */
    private static Mono<CheckLine> tracking(RedisReactiveCommands<String, String> commands) {
        return commands.clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes("tokenwell:check:"))
                .then(commands.clientTracking(TrackingArgs.Builder.enabled(false)))
                .map(off -> CheckLine.ok("redis tracking", "announces changes over RESP3"))
                .onErrorResume(failure -> Mono.just(CheckLine.failed(
                        "redis tracking",
                        StoreException.rootMessage(failure),
                        "let clients use RESP3 and CLIENT TRACKING, or near caches stay empty")));
    }

    private static Mono<Instant> time(RedisReactiveCommands<String, String> commands) {
        return commands.time()
                .map(Long::parseLong)
                .collectList()
                .map(parts -> Instant.ofEpochSecond(parts.get(0)).plusNanos(parts.get(1) * 1000));
    }
}
