package io.tokenwell.example.peers.original;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The original's {@code GeminiTokenCache} on Redis, which {@code OpenAITokenCache} is another name of. */
record OriginalCache(RedisReactiveCommands<String, String> redis, Duration lockTtl) {

    static String tokenKey(long accountId) {
        return "oauth:token:openai:account:" + accountId;
    }

    static String lockKey(long accountId) {
        return "oauth:refresh_lock:openai:account:" + accountId;
    }

    /** {@code GetAccessToken}: a blank entry counts as a miss. */
    Mono<String> accessToken(long accountId) {
        return redis.get(tokenKey(accountId)).filter(token -> !token.isBlank());
    }

    /** {@code SetAccessToken}: over whatever is there. */
    Mono<Void> setAccessToken(long accountId, String token, Duration timeToLive) {
        return redis.set(tokenKey(accountId), token, SetArgs.Builder.px(Math.max(1, timeToLive.toMillis())))
                .then();
    }

    /** What the original's handlers do when credentials are replaced. */
    Mono<Void> deleteAccessToken(long accountId) {
        return redis.del(tokenKey(accountId)).then();
    }

    /** {@code AcquireRefreshLock}: the same value for everybody. */
    Mono<Boolean> acquireRefreshLock(long accountId) {
        return redis.set(lockKey(accountId), "1", SetArgs.Builder.nx().px(lockTtl.toMillis()))
                .hasElement();
    }

    /** {@code ReleaseRefreshLock}: whoever's it is by now. */
    Mono<Void> releaseRefreshLock(long accountId) {
        return redis.del(lockKey(accountId)).then();
    }
}
