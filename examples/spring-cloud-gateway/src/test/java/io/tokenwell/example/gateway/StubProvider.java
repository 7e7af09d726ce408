package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import java.util.function.LongFunction;
import reactor.core.publisher.Mono;

/** A provider whose answers the test decides. */
final class StubProvider implements AccessTokenProvider {

    volatile LongFunction<Mono<String>> answers = StubProvider::token;

    static Mono<String> token(long accountId) {
        return Mono.just("token-of-" + accountId);
    }

    @Override
    public Mono<String> getAccessToken(Account account) {
        return getAccessToken(account.id());
    }

    @Override
    public Mono<String> getAccessToken(String accountId) {
        return Mono.defer(() -> answers.apply(Long.parseLong(accountId)));
    }

    @Override
    public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
        return replaceRejected(account.id(), rejectedAccessToken);
    }

    @Override
    public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
        return getAccessToken(accountId);
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> invalidate(String accountId) {
        return Mono.empty();
    }
}
