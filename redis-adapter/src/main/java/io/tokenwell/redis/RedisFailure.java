package io.tokenwell.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import java.util.function.Function;

/** Turns whatever goes wrong on the way to Redis and back into the port's error. */
final class RedisFailure {

    // A server that lacks a command answers with the arguments it got: keys, and the start of a token.
    private static final String ECHO = "with args beginning with";

    private RedisFailure() {}

    static Function<Throwable, Throwable> at(String operation, AccountKey key) {
        return cause -> new TokenStorageException(key.accountId(), "redis", operation, withoutEcho(cause));
    }

    private static Throwable withoutEcho(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int echo = message.indexOf(ECHO);
        return echo < 0
                ? cause
                : new RedisCommandExecutionException(message.substring(0, echo) + "(arguments left out)");
    }
}
