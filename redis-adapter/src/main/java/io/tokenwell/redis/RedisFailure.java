package io.tokenwell.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns whatever goes wrong on the way to Redis and back into the port's error. */
final class RedisFailure {

    // A server that lacks a command answers with the arguments it got: keys, and the start of a token.
    private static final String ECHO = "with args beginning with";

    private static final int DEEPEST = 100;

    private RedisFailure() {}

    static Function<Throwable, Throwable> at(String operation, AccountKey key) {
        return cause -> new TokenStorageException(key.accountId(), "redis", operation, withoutEcho(cause));
    }

    /** Whoever refuses may have been wrapped. */
    static Throwable withoutEcho(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .map(each -> String.valueOf(each.getMessage()))
                .filter(message -> message.contains(ECHO))
                .findFirst()
                .<Throwable>map(message -> new RedisCommandExecutionException(withoutEcho(message)))
                .orElse(cause);
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
