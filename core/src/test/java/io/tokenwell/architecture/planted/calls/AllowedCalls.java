package io.tokenwell.architecture.planted.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Mono;

/** What must not be mistaken for a forbidden call. */
class AllowedCalls {

    Instant asksTheInjectedClock(Clock clock) {
        return Instant.now(clock);
    }

    Mono<Instant> staysLazy(Clock clock) {
        return Mono.fromSupplier(clock::instant);
    }

    void counts(CountDownLatch latch) {
        latch.countDown();
    }
}
