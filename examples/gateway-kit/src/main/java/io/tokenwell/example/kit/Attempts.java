package io.tokenwell.example.kit;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Rejection;
import java.util.List;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The attempts of one request: two at most, one after the other. Made by {@link TokenRecovery#attempts}, which learns from
 * them what the answers say of the tokens. Safe for use by any thread, one after the other.
 */
public final class Attempts {

    private static final RequestLog log =
            new RequestLog(LoggerFactory.getLogger(TokenRecovery.class), System::nanoTime);

    private static final int NOT_MODIFIED = 304;

    private final AccessTokenProvider tokens;
    private final AcceptedTokens accepted;
    private final HopelessRequests hopeless;
    private final String account;
    private final String request;
    private volatile Rejection rejection = Rejection.UNEXPLAINED;
    private volatile boolean replaced;

    Attempts(
            AccessTokenProvider tokens,
            AcceptedTokens accepted,
            HopelessRequests hopeless,
            String account,
            String request) {
        this.tokens = tokens;
        this.accepted = accepted;
        this.hopeless = hopeless;
        this.account = account;
        this.request = request;
    }

    /**
     * Tells of an answer of the upstream's. To be called for each, also where nothing is sent twice.
     *
     * @param token the token that was sent
     * @param status of the answer
     * @param challenges its {@code WWW-Authenticate} headers
     * @return whether another token may help: never after a second attempt, and not where another one has not helped a
     *     moment ago
     */
    public boolean rejected(String token, int status, List<String> challenges) {
        if (!TokenRecovery.rejectsTheToken(status, challenges)) {
            heard(token, status);
            return false;
        }
        boolean blamed = Challenges.nameTheToken(challenges);
        if (replaced) {
            hopeless.add(answeredSo(blamed));
            return false;
        }
        rejection = Rejection.of(blamed, accepted.has(account, token));
        return !hopeless.has(answeredSo(blamed));
    }

    /** Other answers may come from where nobody has looked at the token, or may be about it without saying so. */
    private void heard(String token, int status) {
        if ((status >= 200 && status < 300) || status == NOT_MODIFIED) {
            accepted.add(account, token);
            if (!hopeless.isEmpty()) {
                hopeless.remove(answeredSo(true));
                hopeless.remove(answeredSo(false));
            }
        }
    }

    /** A request that was refused for another reason may still be refused for its token, which the upstream says then. */
    private String answeredSo(boolean blamed) {
        return (blamed ? "b " : "u ") + account + ' ' + request;
    }

    /**
     * Another token than the one that {@link #rejected} was told of last.
     *
     * @param token the token that was sent
     * @return emits the token; empty if there is none, so that the upstream's 401 is the answer; nothing happens before the
     *     subscription, and cancelling ends the wait only
     */
    public Mono<String> replacement(String token) {
        return Mono.defer(() -> tokens.replaceRejected(account, token, rejection))
                .doOnNext(other -> replaced = true)
                .onErrorResume(AccessTokenException.class, e -> {
                    log.noToken("401 passed on, no other token", e);
                    return Mono.empty();
                });
    }
}
