package io.tokenwell.example.kit.spring;

import io.tokenwell.ProviderHealth;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/** Redeemed credentials that PostgreSQL has not taken. Do not restart the instance now: it may hold the only copy. */
final class RotationHealth extends AbstractReactiveHealthIndicator {

    private final RefreshingAccessTokenProvider tokens;

    RotationHealth(RefreshingAccessTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.fromSupplier(() -> {
            ProviderHealth health = tokens.health();
            return builder.status(health.up() ? Status.UP : Status.DOWN)
                    .withDetail("unsaved", health.unsavedRotations())
                    .withDetail("unshared", health.unsharedRotations())
                    .withDetail("restingPlatforms", health.restingPlatforms())
                    .build();
        });
    }
}
