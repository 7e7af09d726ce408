package io.tokenwell.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.TokenStorageException.Backend;
import io.tokenwell.spi.AccountKey;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/** Converts failures of Redis and Lettuce to the error of the ports. */
final class RedisFailure {

    // A server that lacks a command answers with the arguments it got: keys, and the start of a token.
    private static final String ECHO = "with args beginning with";

    // A connection that has ended while Lettuce was greeting.
    private static final String CLOSED = "Connection closed prematurely";

    private RedisFailure() {}

    static Function<Throwable, Throwable> at(String operation, AccountKey key) {
        return cause ->
                new TokenStorageException(key.accountId(), Backend.REDIS, operation, withoutEcho(unwrapped(cause)));
    }

    /** Returns the error that a future wrapped, as its class is the part of a message that says something. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Removes echoed arguments. The error of the server may be a cause of another error. */
    static Throwable withoutEcho(Throwable cause) {
        return all(cause)
                .map(each -> String.valueOf(each.getMessage()))
                .filter(message -> message.contains(ECHO))
                .findFirst()
                .<Throwable>map(message -> new RedisCommandExecutionException(withoutEcho(message)))
                .orElse(cause);
    }

    /**
     * Reports whether an attempt ended without an answer: the server answers late, or Lettuce closed the connection
     * before it had read the reason.
     */
    static boolean isSilence(Throwable failure) {
        return all(failure).anyMatch(RedisFailure::saysNothing)
                && all(failure).noneMatch(RedisCommandExecutionException.class::isInstance);
    }

    private static boolean saysNothing(Throwable each) {
        return each instanceof RedisCommandTimeoutException
                || each instanceof TimeoutException
                || each instanceof ConnectTimeoutException
                || each instanceof ClosedChannelException
                || CLOSED.equals(each.getMessage());
    }

    /**
     * Returns the error, its causes and its suppressed errors, innermost first. Lettuce combines the errors of several
     * nodes into one that suppresses them.
     */
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

    /** Returns a text for a log, which may have several lines. */
    static String textOf(Throwable failure) {
        return withoutEcho(failure.toString());
    }
}
