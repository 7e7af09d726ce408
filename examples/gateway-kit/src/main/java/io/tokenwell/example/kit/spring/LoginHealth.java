package io.tokenwell.example.kit.spring;

import io.tokenwell.r2dbc.MarkedAccounts;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** How many accounts of the fleet wait for a human. The gateway is well all the same: the others are served. */
final class LoginHealth extends AbstractReactiveHealthIndicator {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final MarkedAccounts marked;

    LoginHealth(MarkedAccounts marked) {
        super("the accounts cannot be counted");
        this.marked = marked;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return marked.count()
                .timeout(LIMIT)
                .map(waiting -> builder.up().withDetail("loginsNeeded", waiting).build());
    }
}
