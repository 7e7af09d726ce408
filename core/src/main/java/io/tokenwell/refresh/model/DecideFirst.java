package io.tokenwell.refresh.model;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** For stages whose question and what follows it are one type of work each. */
public final class DecideFirst {

    private DecideFirst() {}

    /**
     * What was decided on, begun only now: neither the deadline nor the error handler of the decision covers it, and an empty
     * result of it is not taken for an empty decision.
     */
    public static <T> Mono<T> thenDo(Mono<Mono<T>> decision) {
        return decision.flatMap(Function.identity());
    }
}
