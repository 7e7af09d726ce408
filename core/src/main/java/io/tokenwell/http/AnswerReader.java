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
                ? granted(account, redemption, response, body).onErrorMap(error -> redemption.failed(status, error))
                : body.timeout(deadlines.over(REASON))
                        .onErrorReturn(NOTHING)
                        .flatMap(bytes -> Mono.error(() -> refused(
                                redemption,
                                new Refusal(response, ParsedAnswer.of(bytes).orElse(ParsedAnswer.empty()), settings))));
    }

    private Mono<TokenGrant> granted(
            Account account, Redemption redemption, HttpClientResponse response, Mono<byte[]> body) {
        return body.flatMap(bytes -> Mono.fromCallable(() -> {
            ParsedAnswer answer = ParsedAnswer.of(bytes).orElseThrow(() -> new TransportProblem("no JSON object"));
            Refusal refusal = new Refusal(response, answer, settings);
            // Some servers refuse with a status of success. With any token in it it is a grant, whatever else it says.
            if (!answer.hasTokens(settings.answer()) && refusal.isSaid()) {
                throw refused(redemption, refusal);
            }
            return grants.grant(account, redemption.begun(), answer);
        }));
    }

    /** Creates the error of a refusal. A body that cannot be read or does not arrive costs only what it would say. */
    private TokenEndpointException refused(Redemption redemption, Refusal refusal) {
        return redemption.refused(refusal.details(redemption.request(), clock.instant()), refusal.reason(), null);
    }
}
