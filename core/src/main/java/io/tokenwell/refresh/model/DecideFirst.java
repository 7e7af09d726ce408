package io.tokenwell.refresh.model;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Separates a decision from the work that it leads to, for stages whose question and whose work emit one type each. */
public final class DecideFirst {

    private DecideFirst() {}

    /**
     * Begins what was decided on only once the decision has ended. So neither the deadline nor the error handler of the
     * decision covers that work, and an empty result of the work is not taken for an empty decision.
     */
    public static <T> Mono<T> thenDo(Mono<Mono<T>> decision) {
        return decision.flatMap(Function.identity());
    }
}
