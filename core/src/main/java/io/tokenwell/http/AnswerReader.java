package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.spi.TokenGrant;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

/** Turns an answer into a grant or a typed error. */
final class AnswerReader {

    private static final byte[] NOTHING = new byte[0];
    /** How long the reader waits for the body of a refusal. */
    private static final Duration REASON = Duration.ofSeconds(2);

    private final TokenEndpointSettings settings;
    private final Clock clock;
    private final Deadlines deadlines;
    private final GrantReader grants;

    AnswerReader(TokenEndpointSettings settings, Clock clock, Deadlines deadlines) {
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
        this.grants = new GrantReader(settings);
    }

    Mono<TokenGrant> read(Account account, Redemption redemption, HttpClientResponse response, ByteBufFlux content) {
        int status = response.status().code();
        Mono<byte[]> body = AnswerBody.whole(content, settings.transport().maxAnswerSize());
        return status / 100 == 2
                ? granted(account, redemption, body).onErrorMap(error -> redemption.failed(status, error))
                : body.timeout(deadlines.over(REASON))
                        .onErrorReturn(NOTHING)
                        .flatMap(bytes -> Mono.error(() -> refused(redemption, response, bytes)));
    }

    private Mono<TokenGrant> granted(Account account, Redemption redemption, Mono<byte[]> body) {
        return body.flatMap(bytes -> Mono.fromCallable(() -> grants.grant(account, redemption.begun(), bytes)));
    }

    /**
     * Creates the error of a refusal. Only the status decides; a body that cannot be read or does not arrive costs only
     * the code.
     */
    private TokenEndpointException refused(Redemption redemption, HttpClientResponse response, byte[] body) {
        Refusal refusal = new Refusal(response, body);
        return redemption.refused(
                refusal.details(settings.terminalCodes(), redemption.form(), clock.instant()), refusal.reason(), null);
    }
}
