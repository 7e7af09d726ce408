package io.tokenwell.example.kit.spring;

import io.tokenwell.redis.RedisConnection;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Whether Redis answers. Without it the gateway goes on, slower: no reason to take it out of service. */
final class RedisHealth extends AbstractReactiveHealthIndicator {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RedisConnection redis;

    RedisHealth(RedisConnection redis) {
        super("Redis does not answer");
        this.redis = redis;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.defer(() -> redis.reactive().ping())
                .timeout(LIMIT)
                .map(pong -> builder.up().build());
    }
}
