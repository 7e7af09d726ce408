package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Token endpoint that redeems the refresh tokens of one platform over HTTP (RFC 6749 section 6). Safe for use by any
 * thread.
 *
 * <p>A request is written once: nothing is repeated, and no redirect is followed. Each redemption has a new HTTP/1.1
 * connection that is closed with it, as a kept connection may turn out closed only after the token was written, or
 * deliver the answer of another request. The event loops (two daemon threads, created by the first redemption) and the
 * resolver belong to the endpoint, so that no other shutdown interrupts a redemption. {@link #close(Duration)} ends them; call it
 * after the provider was closed. Several endpoints can share event loops through the set-up. Answers are read as
 * follows:
 *
 * <ul>
 *   <li>interim answers (1xx) are skipped, regardless of their number; a 101 is {@code UNKNOWN}, as it was not
 *       requested; data before the request or after the answer is discarded with the connection;
 *   <li>tokens are text or numbers, stripped; anything else, such as blank text or text with characters that a token
 *       cannot have ({@link io.tokenwell.WireText}), counts as missing;
 *   <li>a body is JSON or form-encoded; values stand where the {@link TokenAnswerFormat} says; without a token there, the
 *       only object of the answer that has one is used;
 *   <li>{@code expires_in} is a number or a numeric text; {@code expires_at} is the time of the request plus that (ten
 *       years at most), else the expiry of the answer or of a JWT, or null if nothing tells a lifetime. RFC 6749 section
 *       5.1 counts from the answer, which may have been delayed or unread in a suspended process; counting from the
 *       request is never too late;
 *   <li>a missing {@code refresh_token} is left out, so that the stored one stays;
 *   <li>a missing {@code access_token}, or a lifetime that is not positive, is passed on if the answer contains a
 *       refresh token: the old one may be used up, so the caller has to store the new one before it treats the refresh
 *       as failed. Without a refresh token such an answer is an error of outcome {@code UNKNOWN};
 *   <li>300 to 499 are {@code REJECTED}, and so is an error under 2xx without any token; {@link AnswerJudge}, rules and
 *       terminal codes (2xx, 400, 401, 403) tell what it means. All other statuses are {@code UNKNOWN}, as are all errors
 *       after the request was passed to the connection; before that the outcome is {@code NOT_SENT}. After half of the
 *       deadline no request is passed to the connection.
 * </ul>
 *
 * <p>Errors never contain a body, a header, a token, or the error of a parser, which would quote one.
 *
 * @since 0.1
 */
public final class HttpTokenEndpoint implements TokenEndpoint, AutoCloseable {

    private final TokenEndpointSettings settings;
    private final OwnClient client;
    private final Lanes lanes;
    private final UnderWay underWay = new UnderWay();
    private final AnswerReader answers;
    private final Clock clock;
    private final Deadlines deadlines;

    /**
     * Creates an endpoint that trusts the certificates that Reactor Netty trusts by default.
     *
     * @param settings the rules of the platform
     * @param clock gives the time of requests and answers
     */
    public HttpTokenEndpoint(TokenEndpointSettings settings, Clock clock) {
        this(settings, clock, UnaryOperator.identity());
    }

    /**
     * Creates an endpoint whose HTTP client is configured further: trusted certificates, resolver, metrics, a proxy for
     * accounts without one, or other event loops ({@code runOn}; close those after this endpoint). HTTP/1.1, one
     * connection per redemption, no retries, no redirects, and the timeouts cannot be changed.
     *
     * @param settings the rules of the platform
     * @param clock gives the time of requests and answers
     * @param setup applied to the client once; returns the client that it was given, or one derived from it
     * @throws IllegalArgumentException if the set-up returns another client, which would bring its own connections
     */
    public HttpTokenEndpoint(TokenEndpointSettings settings, Clock clock, UnaryOperator<HttpClient> setup) {
        this(settings, clock, setup, System::nanoTime);
    }

    HttpTokenEndpoint(
            TokenEndpointSettings settings, Clock clock, UnaryOperator<HttpClient> setup, LongSupplier nanoTime) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.client = new OwnClient(settings, setup);
        this.lanes = new Lanes(settings.transport());
        this.clock = clock;
        this.deadlines = new Deadlines(clock, nanoTime);
        this.answers = new AnswerReader(settings, clock, deadlines);
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        Objects.requireNonNull(account, "account");
        return Mono.defer(() -> Unsendable.problemOf(account, settings)
                .<Mono<TokenGrant>>map(Mono::error)
                .orElseGet(() -> Mono.justOrEmpty(account.credentials().refreshToken())
                        .flatMap(token -> redeemed(account, token))));
    }

    private Mono<TokenGrant> redeemed(Account account, Secret token) {
        RefreshRequest request = new RefreshRequest(settings, account, token);
        return Assertions.added(settings, account, request).flatMap(proven -> redeemed(account, proven));
    }

    private Mono<TokenGrant> redeemed(Account account, RefreshRequest request) {
        Duration deadline = settings.transport().deadline();
        Instant begun = clock.instant();
        Redemption redemption = new Redemption(
                account.id(), request, deadlines.passed(settings.transport().sendDeadline(), begun), begun);
        return underWay.counted(
                        inTurn(account, redemption).timeout(deadlines.over(deadline)),
                        Mono.error(() -> notSent(account, "endpoint_closed", "the endpoint was closed")))
                .onErrorMap(redemption::failed);
    }

    private Mono<TokenGrant> inTurn(Account account, Redemption redemption) {
        String lane = String.valueOf(account.proxy()).strip();
        return lanes.inTurn(
                lane,
                () -> underWay.unlessShut(client.toward(account))
                        .flatMap(route -> answered(route, account, redemption)));
    }

    /** Sends the request. The connection is closed with it, in every case, even if it is still being opened. */
    private Mono<TokenGrant> answered(HttpClient route, Account account, Redemption redemption) {
        Disposable.Swap connection = Disposables.swap();
        return route.doOnChannelInit((observer, channel, address) -> connection.update(Exchange.on(channel)))
                .headers(redemption.request()::addHeaders)
                .post()
                .uri(settings.tokenUri(account).orElseThrow())
                .send(underWay.unlessShut(redemption.body()))
                .response((response, content) -> answers.read(account, redemption, response, content))
                .single()
                .doFinally(end -> connection.dispose());
    }

    private static TokenEndpointException notSent(Account account, String code, String reason) {
        return new TokenEndpointException(
                account.id(), new Details(Outcome.NOT_SENT, 0, code, false, null), reason, null);
    }

    /**
     * Waits for the redemptions whose token was sent, then closes connections and event loops. No token is sent any
     * more after the subscription: redemptions that wait for their turn, and later ones, end with an error of outcome
     * {@code NOT_SENT}. Subscribe after the provider was closed, as the last step.
     *
     * @param limit how long to wait for answers; redemptions that are interrupted after it end as {@code UNKNOWN}, and
     *     tokens that they rotated are lost. {@code TransportSettings.deadline}, the sum of both timeouts, is the
     *     longest useful value
     * @return completes when everything is closed, at the latest some seconds after the limit; never errors. Cancelling
     *     ends the wait only, so subscribe again; another subscription with a shorter limit ends the wait earlier
     */
    public Mono<Void> close(Duration limit) {
        return underWay.emptied(limit).then(client.closed());
    }

    /**
     * Does what {@link #close(Duration)} does, in the background, for {@code TransportSettings.deadline}: who closes
     * whatever can be closed, as containers do, must not lose the answers under way.
     */
    @Override
    public void close() {
        close(settings.transport().deadline()).subscribe();
    }

    /**
     * Reports whether closing has begun.
     *
     * @return true from then on
     */
    public boolean isClosed() {
        return underWay.isShut();
    }

    /**
     * Returns the platform of this endpoint.
     *
     * @return the platform of the settings
     */
    public String platform() {
        return settings.platform();
    }

    @Override
    public Optional<Set<String>> platforms() {
        return Optional.of(Set.of(settings.platform()));
    }
}
