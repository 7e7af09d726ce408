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
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Redeems the refresh tokens of one platform over HTTP (RFC 6749 section 6). Safe for use by any thread.
 *
 * <p>A request is written once: nothing is repeated, no redirect is followed, and each redemption has a new HTTP/1.1
 * connection, closed with it: a kept one may turn out closed only after the token went into it, or bring an answer that
 * was another's. Event loops (two daemon threads, made with the first redemption) and the resolver are its own, so that
 * nobody else's shutdown cuts a redemption; {@link #close} ends them, after the provider's. Many endpoints may share
 * event loops by the set-up. Answers are read as follows:
 *
 * <ul>
 *   <li>interim answers (1xx) are read over, how many ever; a 101, which nobody asked for, is {@code UNKNOWN}; what comes
 *       unasked or after the answer is thrown away with the connection;
 *   <li>tokens are text or numbers, stripped; anything else, like blank text or one with characters that no token has
 *       ({@link io.tokenwell.WireText}), counts as missing;
 *   <li>{@code expires_in} is a number or a numeric text; {@code expires_at} becomes the clock's time of the request plus
 *       that (ten years at most), or null, if neither answer nor settings name a lifetime. RFC 6749 section 5.1 counts
 *       from the answer, which may have been on its way, or lain unread in a process that stood still: rather too early;
 *   <li>a missing {@code refresh_token} is left out, so that the stored one stays;
 *   <li>a missing {@code access_token}, or a lifetime that is not positive, is passed on when the answer brings a refresh
 *       token: the old one may be spent, so the caller has to store the new one before it decides that the refresh
 *       failed. Without a refresh token such an answer is an error of outcome {@code UNKNOWN};
 *   <li>300 to 499 are {@code REJECTED}, terminal with a terminal code on 400, 401 or 403; all other statuses are
 *       {@code UNKNOWN}, as is whatever goes wrong after the request was handed to the connection; before that it is
 *       {@code NOT_SENT}. After half the deadline no request is handed over.
 * </ul>
 *
 * <p>Errors never carry a body, a header, a token, or the error of a parser, which would quote one.
 *
 * @since 0.1
 */
public final class HttpTokenEndpoint implements TokenEndpoint, Disposable {

    private final TokenEndpointSettings settings;
    private final OwnClient client;
    private final Lanes lanes;
    private final UnderWay underWay = new UnderWay();
    private final AnswerReader answers;
    private final Clock clock;
    private final Deadlines deadlines;

    /**
     * An endpoint with Reactor Netty's own trust.
     *
     * @param settings the platform's rules
     * @param clock tells when a request was begun and when an answer came
     */
    public HttpTokenEndpoint(TokenEndpointSettings settings, Clock clock) {
        this(settings, clock, UnaryOperator.identity());
    }

    /**
     * An endpoint on a client that is set up further: trusted certificates, resolver, metrics, a proxy for accounts that
     * have none, event loops in place of its own ({@code runOn}; whoever made them ends them, after this endpoint). HTTP/1.1,
     * a connection for each redemption, no retries, no redirects, and the timeouts stay as they are here.
     *
     * @param settings the platform's rules
     * @param clock tells when a request was begun and when an answer came
     * @param setup applied to the client once; returns it, or one derived from it
     * @throws IllegalArgumentException if the set-up returns a client of another origin, which brings its own connections
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
        return Mono.defer(() -> Unsendable.problemOf(account, settings.platform())
                .<Mono<TokenGrant>>map(Mono::error)
                .orElseGet(() -> Mono.justOrEmpty(account.credentials().refreshToken())
                        .flatMap(token -> redeemed(account, token))));
    }

    private Mono<TokenGrant> redeemed(Account account, Secret token) {
        Duration deadline = settings.transport().deadline();
        RefreshForm form = new RefreshForm(settings, account, token);
        Instant begun = clock.instant();
        Redemption redemption = new Redemption(
                account.id(), form, deadlines.passed(settings.transport().sendDeadline(), begun), begun);
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

    /** However it ends, its connection ends with it, even one that is still being made. */
    private Mono<TokenGrant> answered(HttpClient route, Account account, Redemption redemption) {
        Disposable.Swap connection = Disposables.swap();
        return route.doOnChannelInit((observer, channel, address) -> connection.update(Exchange.on(channel)))
                .headers(redemption.form()::addHeaders)
                .post()
                .uri(settings.tokenUri())
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
     * Lets the redemptions whose token was sent finish, then closes connections and event loops. Nothing is sent any more as
     * soon as this is subscribed to: what waits for its turn, and what comes later, ends with an error of outcome
     * {@code NOT_SENT}. To be subscribed after the provider was closed, as the last of all.
     *
     * @param limit how long answers are waited for; redemptions cut off after it end as {@code UNKNOWN}, with them rotated
     *     tokens. {@code TransportSettings.deadline}, the sum of both timeouts, is the longest that makes a difference
     * @return completes when all is closed, some seconds after the limit at the latest; never errors. Cancelling leaves the
     *     rest to {@link #dispose()}; another subscription with a shorter limit hastens the end
     */
    public Mono<Void> close(Duration limit) {
        return underWay.emptied(limit).then(client.closed());
    }

    /** Closes at once; redemptions under way end with an error, rotated tokens with them: {@link #close} waits for them. */
    @Override
    public void dispose() {
        underWay.cutOff();
        client.closed().subscribe();
    }

    /** Whether closing has begun. */
    @Override
    public boolean isDisposed() {
        return underWay.isShut();
    }

    /**
     * The platform served.
     *
     * @return the settings' platform
     */
    public String platform() {
        return settings.platform();
    }
}
