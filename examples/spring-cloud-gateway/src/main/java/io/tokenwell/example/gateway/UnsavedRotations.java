package io.tokenwell.example.gateway;

import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;

/** Before the gateway ends, what it has redeemed has to reach the table; what does not is said by the provider. */
final class UnsavedRotations implements DisposableBean {

    /** As long as an answer may still come (the transport's deadline of 27 s), and a moment to store it. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RefreshingAccessTokenProvider tokens;

    UnsavedRotations(RefreshingAccessTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public void destroy() {
        tokens.close(LIMIT).block();
    }
}
