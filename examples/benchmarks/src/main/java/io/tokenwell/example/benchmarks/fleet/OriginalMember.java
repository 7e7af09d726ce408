package io.tokenwell.example.benchmarks.fleet;

import io.tokenwell.Account;
import reactor.core.publisher.Mono;

/** The original's algorithm. */
final class OriginalMember implements Member {

    OriginalMember(Servers servers, Setup setup) {}

    @Override
    public Mono<String> token(Account account) {
        return Mono.empty();
    }

    @Override
    public Mono<String> token(long accountId) {
        return Mono.empty();
    }

    @Override
    public void close() {}
}
