package io.tokenwell.example.kit.spring;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Whether PostgreSQL answers. Without it tokens are served until they end, and none is refreshed. */
final class DatabaseHealth extends AbstractReactiveHealthIndicator {

    private final ConnectionPool database;

    DatabaseHealth(ConnectionPool database) {
        super("PostgreSQL does not answer");
        this.database = database;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Counted.number(database, "SELECT 1::bigint")
                .map(one -> builder.up().build());
    }
}
