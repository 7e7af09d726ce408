package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the contracts ask of a {@link Mono}, none of it for longer than a few seconds. */
final class Signals {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Signals() {}

    static <T> T emitted(Mono<T> mono) {
        return mono.blockOptional(PATIENCE).orElseThrow(() -> new AssertionError("completed without a value"));
    }

    static void completes(Mono<?> mono) {
        StepVerifier.create(mono.then()).expectComplete().verify(PATIENCE);
    }

    static void isEmpty(Mono<?> mono) {
        StepVerifier.create(mono).expectComplete().verify(PATIENCE);
    }

    /** Subscribed and cancelled at once, whatever it was doing. */
    static void cancelled(Mono<?> mono) {
        mono.onErrorComplete().subscribe().dispose();
    }

    /** A typed error with the account's id, on every subscription. */
    static void failsTyped(Mono<?> mono, AccountKey key) {
        failsTyped(mono, key.accountId());
    }

    /** A typed error that concerns no single account, on every subscription. */
    static void failsTypedForAll(Mono<?> mono) {
        failsTyped(mono, "");
    }

    private static void failsTyped(Mono<?> mono, String accountId) {
        for (int subscription = 1; subscription <= 2; subscription++) {
            StepVerifier.create(mono)
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOfSatisfying(TokenStorageException.class, typed -> {
                                assertThat(typed.accountId()).isEqualTo(accountId);
                                assertThat(typed.operation()).isNotBlank();
                                assertThat(typed.retryable()).isTrue();
                            }))
                    .verify(PATIENCE);
        }
    }
}
