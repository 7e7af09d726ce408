package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Proves that BlockHound watches this test JVM. One test of each module implements it. */
public interface BlockHoundCanary {

    @Test
    default void aBlockingCallOnAReactorThreadIsAnError() {
        Mono<Void> blocking =
                Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1)).subscribeOn(Schedulers.parallel());

        StepVerifier.create(blocking)
                .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("Blocking call!"))
                .verify(Signals.PATIENCE);
    }
}
