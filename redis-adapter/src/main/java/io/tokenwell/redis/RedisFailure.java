package io.tokenwell.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns whatever goes wrong on the way to Redis and back into the port's error. */
final class RedisFailure {

    // A server that lacks a command answers with the arguments it got: keys, and the start of a token.
    private static final String ECHO = "with args beginning with";

    private RedisFailure() {}

    static Function<Throwable, Throwable> at(String operation, AccountKey key) {
        return cause -> new TokenStorageException(key.accountId(), "redis", operation, withoutEcho(cause));
    }

    /** Whoever refuses may have been wrapped. */
    static Throwable withoutEcho(Throwable cause) {
        return all(cause)
                .map(each -> String.valueOf(each.getMessage()))
                .filter(message -> message.contains(ECHO))
                .findFirst()
                .<Throwable>map(message -> new RedisCommandExecutionException(withoutEcho(message)))
                .orElse(cause);
    }

    /** Nobody has answered in time, so that it is not known who is there. */
    static boolean isSilence(Throwable failure) {
        return all(failure)
                .anyMatch(each -> each instanceof RedisCommandTimeoutException
                        || each instanceof ConnectTimeoutException
                        || each instanceof TimeoutException);
    }

    /** All that it is made of, what is inmost first. Of many nodes' errors Lettuce makes one that suppresses them. */
    static Stream<Throwable> all(Throwable failure) {
        return all(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Stream<Throwable> all(Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return Stream.empty();
        }
        Stream<Throwable> inner =
                Stream.concat(Stream.of(failure.getSuppressed()), Stream.ofNullable(failure.getCause()));
        return Stream.concat(inner.flatMap(each -> all(each, seen)), Stream.of(failure));
    }

    private static String withoutEcho(String message) {
        int echo = message.indexOf(ECHO);
        return echo < 0 ? message : message.substring(0, echo) + "(arguments left out)";
    }

    /** For a log, not yet one line. */
    static String textOf(Throwable failure) {
        return withoutEcho(failure.toString());
    }
}
