package io.tokenwell.example.kit.spring;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** How many accounts of the fleet wait for a human. The gateway is well all the same: the others are served. */
final class LoginHealth extends AbstractReactiveHealthIndicator {

    /** A login that was stored since ends it, though its mark stays until the next refresh. */
    private static final String WAITING = """
            SELECT count(*) FROM tokenwell_claims AS claim JOIN accounts AS account ON account.id = claim.account_id
            WHERE claim.outcome = 'refused' AND account.updated_at <= claim.started_at
            """;

    private final ConnectionPool database;

    LoginHealth(ConnectionPool database) {
        super("the accounts cannot be counted");
        this.database = database;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Counted.number(database, WAITING)
                .map(waiting -> builder.up().withDetail("loginsNeeded", waiting).build());
    }
}
