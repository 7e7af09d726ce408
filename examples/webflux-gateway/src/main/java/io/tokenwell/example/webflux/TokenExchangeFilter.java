package io.tokenwell.example.webflux;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.kit.Attempts;
import io.tokenwell.example.kit.TokenRecovery;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Puts the token of an account on each request of a WebClient. If the upstream rejects it, the token is replaced and the
 * request sent once more, where the request says that this can be done. Requests that name no account pass unchanged; no
 * token is an {@link io.tokenwell.AccessTokenException}, and nothing is sent. Safe for use by any thread.
 *
 * <pre>{@code
 * client.get().uri(uri).attribute(TokenExchangeFilter.ACCOUNT, 1L).attribute(TokenExchangeFilter.REPEATABLE, true)
 * }</pre>
 */
public final class TokenExchangeFilter implements ExchangeFilterFunction {

    /** Attribute of a request: the id of its account, a text. */
    public static final String ACCOUNT = TokenExchangeFilter.class.getName() + ".account";

    /** Attribute of a request: {@code true} if its body can be sent more than once, or there is none. */
    public static final String REPEATABLE = TokenExchangeFilter.class.getName() + ".repeatable";

    private final AccessTokenProvider tokens;
    private final TokenRecovery recovery;

    /**
     * Creates the filter.
     *
     * @param tokens whom to ask for tokens
     * @param recovery what to do when one is rejected
     */
    public TokenExchangeFilter(AccessTokenProvider tokens, TokenRecovery recovery) {
        this.tokens = tokens;
        this.recovery = recovery;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return request.attribute(ACCOUNT)
                .map(account -> withToken((String) account, request, next))
                .orElseGet(() -> next.exchange(request));
    }

    private Mono<ClientResponse> withToken(String account, ClientRequest request, ExchangeFunction next) {
        boolean repeatable =
                request.attribute(REPEATABLE).filter(Boolean.TRUE::equals).isPresent();
        return tokens.getAccessToken(account)
                .single()
                .flatMap(token -> repeatable
                        ? new Twice(attempts(account, request), token, request, next).answered()
                        : sent(attempts(account, request), token, request, next));
    }

    private Attempts attempts(String account, ClientRequest request) {
        return recovery.attempts(account, request.method().name(), request.url().getRawPath());
    }

    private static Mono<ClientResponse> sent(
            Attempts attempts, String token, ClientRequest request, ExchangeFunction next) {
        return next.exchange(bearing(token, request)).doOnNext(answer -> heard(attempts, token, answer));
    }

    /** Nothing more is sent, whatever it says. */
    private static void heard(Attempts attempts, String token, ClientResponse answer) {
        boolean unused = rejected(attempts, token, answer);
    }

    private static boolean rejected(Attempts attempts, String token, ClientResponse answer) {
        return attempts.rejected(
                token, answer.statusCode().value(), answer.headers().header(HttpHeaders.WWW_AUTHENTICATE));
    }

    /** A request that can be sent once more, and its first answer, as long as nobody else knows of that. */
    private static final class Twice {

        private final Attempts attempts;
        private final String token;
        private final ClientRequest request;
        private final ExchangeFunction next;
        private final AtomicReference<@Nullable ClientResponse> refusal = new AtomicReference<>();

        private Twice(Attempts attempts, String token, ClientRequest request, ExchangeFunction next) {
            this.attempts = attempts;
            this.token = token;
            this.request = request;
            this.next = next;
        }

        Mono<ClientResponse> answered() {
            return next.exchange(bearing(token, request)).flatMap(this::again).doOnCancel(this::abandoned);
        }

        private Mono<ClientResponse> again(ClientResponse answer) {
            if (!rejected(attempts, token, answer)) {
                return Mono.just(answer);
            }
            refusal.set(answer);
            return attempts.replacement(token)
                    .doOnTerminate(() -> refusal.set(null))
                    .flatMap(other -> released(answer).then(Mono.defer(() -> sent(attempts, other, request, next))))
                    .switchIfEmpty(Mono.just(answer));
        }

        /** The caller has left while another token was waited for: left to the connector, all of the answer would be read. */
        private void abandoned() {
            ClientResponse answer = refusal.getAndSet(null);
            if (answer != null) {
                answer.body(BodyExtractors.toDataBuffers())
                        .subscribe(DataBufferUtils::release, broken -> {})
                        .dispose();
            }
        }
    }

    private static ClientRequest bearing(String token, ClientRequest request) {
        return ClientRequest.from(request)
                .headers(headers -> headers.setBearerAuth(token))
                .build();
    }

    private static Mono<Void> released(ClientResponse answer) {
        return TokenRecovery.drained(answer.body(BodyExtractors.toDataBuffers()).map(TokenExchangeFilter::released));
    }

    private static int released(DataBuffer part) {
        int size = part.readableByteCount();
        DataBufferUtils.release(part);
        return size;
    }
}
