package io.tokenwell.example.authorization;

import io.tokenwell.Account;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Several instances.
 *
 * @param instances each with connections of its own
 */
record Fleet(List<Instance> instances) implements AutoCloseable {

    static Fleet of(int size, Supplier<Instance> instance) {
        return new Fleet(Stream.generate(instance).limit(size).toList());
    }

    /** What so many callers on each instance get for this account, all at once. */
    List<String> tokens(Account account, int callersEach) {
        return Flux.fromIterable(instances)
                .flatMap(instance -> Flux.range(0, callersEach)
                        .flatMap(caller -> instance.provider.getAccessToken(account), callersEach))
                .collectList()
                .blockOptional(Site.LIMIT)
                .orElseThrow();
    }

    /** Asks each instance for each account, once. */
    Flux<Mono<String>> calls(List<Account> accounts) {
        return Flux.fromIterable(instances)
                .flatMap(instance ->
                        Flux.fromIterable(accounts).map(account -> instance.provider.getAccessToken(account)));
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }
}
