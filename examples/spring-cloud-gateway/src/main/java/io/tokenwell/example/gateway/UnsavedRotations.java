package io.tokenwell.example.gateway;

import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;

/** Before the gateway ends, what it has redeemed has to reach the table; what does not is said by the provider. */
final class UnsavedRotations implements DisposableBean {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RefreshingAccessTokenProvider tokens;

    UnsavedRotations(RefreshingAccessTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public void destroy() {
        tokens.close(LIMIT).block();
    }
}
