package io.tokenwell.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
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
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Redeems the refresh tokens of one platform over HTTP (RFC 6749 section 6). Safe for use by any thread.
 *
 * <p>A request is written once: nothing is repeated, no redirect is followed, and each redemption has a connection of its
 * own, since a kept one may turn out closed only after the token went into it. Answers are read as follows:
 *
 * <ul>
 *   <li>tokens are text or numbers, stripped; anything else, like blank text, counts as missing;
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
 */
public final class HttpTokenEndpoint implements TokenEndpoint, Disposable {

    /** How many may queue for each connection, before a redemption is refused as not sent. */
    private static final int QUEUE_PER_CONNECTION = 16;

    private final TokenEndpointSettings settings;
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final AnswerReader answers;
    private final Clock clock;
    private final Deadlines deadlines;

    /**
     * An endpoint with Reactor Netty's own trust and event loops.
     *
     * @param settings the platform's rules
     * @param clock tells when a request was begun and when an answer came
     */
    public HttpTokenEndpoint(TokenEndpointSettings settings, Clock clock) {
        this(settings, clock, UnaryOperator.identity());
    }

    /**
     * An endpoint on a client that is set up further: trusted certificates, resolver, metrics, event loops, a proxy for
     * accounts that have none. Retries, redirects, timeouts and keep-alive stay as they are here.
     *
     * @param settings the platform's rules
     * @param clock tells when a request was begun and when an answer came
     * @param setup applied to the client once
     */
    public HttpTokenEndpoint(TokenEndpointSettings settings, Clock clock, UnaryOperator<HttpClient> setup) {
        this(settings, clock, setup, System::nanoTime);
    }

    HttpTokenEndpoint(
            TokenEndpointSettings settings, Clock clock, UnaryOperator<HttpClient> setup, LongSupplier nanoTime) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.connections = connections(settings);
        this.client = ruled(setup.apply(HttpClient.create(connections)), settings.transport());
        this.clock = clock;
        this.deadlines = new Deadlines(clock, nanoTime);
        this.answers = new AnswerReader(settings, clock, deadlines);
    }

    private static ConnectionProvider connections(TokenEndpointSettings settings) {
        TransportSettings transport = settings.transport();
        Duration idle = transport.deadline().multipliedBy(2);
        return ConnectionProvider.builder("tokenwell-" + settings.platform())
                .maxConnections(transport.maxConnections())
                .pendingAcquireMaxCount(transport.maxConnections() * QUEUE_PER_CONNECTION)
                .pendingAcquireTimeout(transport.connectTimeout())
                // One pool per proxy: those of proxies that are gone must not pile up.
                .disposeInactivePoolsInBackground(idle, idle)
                .build();
    }

    private static HttpClient ruled(HttpClient client, TransportSettings transport) {
        return client.disableRetry(true)
                .followRedirect(false)
                .keepAlive(false)
                .doOnChannelInit((observer, channel, address) -> AnswerGuard.addTo(channel))
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "tokenwell"))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(transport.connectTimeout().toMillis()));
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        Objects.requireNonNull(account, "account");
        return Mono.defer(() -> {
            if (!account.platform().equals(settings.platform())) {
                return Mono.error(
                        notSent(account, "no_endpoint", "this endpoint is for platform " + settings.platform()));
            }
            return Mono.justOrEmpty(account.credentials().refreshToken())
                    .switchIfEmpty(Mono.error(() -> loginNeeded(account)))
                    .flatMap(token -> redeemed(account, token));
        });
    }

    private Mono<TokenGrant> redeemed(Account account, Secret token) {
        Duration deadline = settings.transport().deadline();
        RefreshForm form = new RefreshForm(settings, account, token);
        Instant begun = clock.instant();
        Redemption redemption = new Redemption(
                account.id(), form, deadlines.passed(settings.transport().sendDeadline(), begun), begun);
        return routed(account)
                .flatMap(route -> answered(route, account, redemption))
                .timeout(deadlines.over(deadline))
                .onErrorMap(redemption::failed);
    }

    private Mono<HttpClient> routed(Account account) {
        String proxy = account.proxy();
        return proxy == null || proxy.isBlank()
                ? Mono.just(client)
                : ProxyRoute.through(proxy, client, settings.transport().connectTimeout());
    }

    private Mono<TokenGrant> answered(HttpClient route, Account account, Redemption redemption) {
        return route.headers(redemption.form()::addHeaders)
                .post()
                .uri(settings.tokenUri())
                .send(redemption.body())
                .response((response, content) -> answers.read(account, redemption, response, content))
                .single();
    }

    private static TokenEndpointException loginNeeded(Account account) {
        return new TokenEndpointException(
                account.id(),
                new Details(Outcome.NOT_SENT, 0, "missing_refresh_token", true, null),
                "no refresh token is stored, a login is needed",
                null);
    }

    private static TokenEndpointException notSent(Account account, String code, String reason) {
        return new TokenEndpointException(
                account.id(), new Details(Outcome.NOT_SENT, 0, code, false, null), reason, null);
    }

    /** Closes the connections; redemptions under way end with an error, rotated tokens with them: close the provider first. */
    @Override
    public void dispose() {
        connections.dispose();
    }

    @Override
    public boolean isDisposed() {
        return connections.isDisposed();
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
