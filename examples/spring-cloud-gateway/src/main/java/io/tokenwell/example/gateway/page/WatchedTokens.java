package io.tokenwell.example.gateway.page;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.Rejection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** The provider, with a count of the calls that have no answer yet. */
final class WatchedTokens implements AccessTokenProvider {

    private final AccessTokenProvider tokens;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    WatchedTokens(AccessTokenProvider tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<String> getAccessToken(Account account) {
        return counted(account.id(), tokens.getAccessToken(account));
    }

    @Override
    public Mono<String> getAccessToken(String accountId) {
        return counted(accountId, tokens.getAccessToken(accountId));
    }

    @Override
    public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
        return counted(account.id(), tokens.replaceRejected(account, rejectedAccessToken));
    }

    @Override
    public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
        return counted(accountId, tokens.replaceRejected(accountId, rejectedAccessToken));
    }

    @Override
    public Mono<String> replaceRejected(Account account, String rejectedAccessToken, Rejection rejection) {
        return counted(account.id(), tokens.replaceRejected(account, rejectedAccessToken, rejection));
    }

    @Override
    public Mono<String> replaceRejected(String accountId, String rejectedAccessToken, Rejection rejection) {
        return counted(accountId, tokens.replaceRejected(accountId, rejectedAccessToken, rejection));
    }

    private Mono<String> counted(String accountId, Mono<String> call) {
        return call.doFirst(() -> waiting.merge(accountId, 1, Integer::sum))
                .doFinally(end -> waiting.computeIfPresent(accountId, (id, many) -> many == 1 ? null : many - 1));
    }

    int waitingFor(long accountId) {
        return waiting.getOrDefault(Long.toString(accountId), 0);
    }

    boolean anybodyWaits() {
        return !waiting.isEmpty();
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return tokens.invalidate(account);
    }

    @Override
    public Mono<Void> invalidate(String accountId) {
        return tokens.invalidate(accountId);
    }
}
