package io.tokenwell.example.servers;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * An OAuth2 token endpoint on loopback that is as unforgiving as the real ones: every refresh token works once, and a
 * second use of one revokes all that came of its login.
 */
public final class DemoAuthorizationServer implements AutoCloseable {

    private static final String TOKEN_PATH = "/oauth/token";

    private final Clock clock;
    private final Duration lifetime;
    private final TokenBook book;
    private final HttpFace face;
    private volatile Duration latency;
    private volatile long lastGrantNanos;

    private DemoAuthorizationServer(AuthorizationSettings settings, Clock clock) {
        this.clock = clock;
        this.lifetime = settings.tokenLifetime();
        this.latency = settings.latency();
        this.book = new TokenBook(clock, lifetime);
        this.face = new HttpFace(settings.port(), this::routes);
    }

    /**
     * Starts a server.
     *
     * @param settings how it behaves
     * @return the server, listening
     */
    public static DemoAuthorizationServer start(AuthorizationSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    /**
     * Starts a server with a clock of the caller's.
     *
     * @param settings how it behaves
     * @param clock what expiry is measured on
     * @return the server, listening
     */
    public static DemoAuthorizationServer start(AuthorizationSettings settings, Clock clock) {
        return new DemoAuthorizationServer(settings, clock);
    }

    private void routes(HttpServerRoutes routes) {
        routes.post(TOKEN_PATH, this::token);
        routes.route(
                request -> request.fullPath().equals(TOKEN_PATH),
                (request, response) ->
                        response.status(405).header("Allow", "POST").send());
    }

    private Publisher<Void> token(HttpServerRequest request, HttpServerResponse response) {
        return TokenRequest.from(request)
                .map(this::redeemed)
                .onErrorResume(TokenRequest.Refused.class, refused -> Mono.just(TokenReply.of(refused)))
                .flatMap(this::keptBack)
                .flatMap(reply -> answered(reply, response));
    }

    private Mono<Void> answered(TokenReply reply, HttpServerResponse response) {
        if (reply.status() == 200) {
            lastGrantNanos = System.nanoTime();
        }
        return Mono.from(HttpFace.reply(response, reply.status(), reply.body()));
    }

    /** The decision falls when the request is in: a client that hangs up while waiting has spent its token all the same. */
    private TokenReply redeemed(TokenRequest request) {
        TokenBook.Answer answer = book.redeemed(request.refreshToken());
        return switch (answer.outcome()) {
            case ROTATED -> grant(answer.tokens().orElseThrow(), request.scope());
            case REUSED -> TokenReply.reused();
            case UNKNOWN -> TokenReply.refusal("invalid_grant", "the refresh token is not valid");
        };
    }

    private TokenReply grant(IssuedTokens tokens, String scope) {
        String idToken = IdToken.of(tokens.accountId(), issuer(), clock.instant(), tokens.expiresAt());
        return TokenReply.grant(tokens, idToken, scope, lifetime);
    }

    private Mono<TokenReply> keptBack(TokenReply reply) {
        Duration wait = latency;
        return wait.isZero() ? Mono.just(reply) : Mono.delay(wait).thenReturn(reply);
    }

    /**
     * Logs an account in: a new family of tokens, beside those of earlier logins.
     *
     * @param accountId the account
     * @return its first pair
     */
    public IssuedTokens issue(long accountId) {
        return book.login(accountId);
    }

    /**
     * Whether a resource server would accept a token now.
     *
     * @param accessToken the token
     * @return true if it was issued here, is not expired and not revoked
     */
    public boolean isLive(String accessToken) {
        return holder(accessToken).isPresent();
    }

    OptionalLong holder(String accessToken) {
        return book.holder(accessToken);
    }

    /**
     * Ends all access tokens of an account; its refresh tokens go on working.
     *
     * @param accountId the account
     */
    public void expireAccessTokens(long accountId) {
        book.expireAccessTokens(accountId);
    }

    /**
     * Ends all tokens of an account; only a new login helps.
     *
     * @param accountId the account
     */
    public void revoke(long accountId) {
        book.revoke(accountId);
    }

    /**
     * Changes how long answers are kept back, from the next decision on.
     *
     * @param newLatency the time, zero for not at all
     */
    public void latency(Duration newLatency) {
        latency = newLatency;
    }

    /**
     * Every refresh token that was presented.
     *
     * @return the entries so far, oldest first
     */
    public List<Redemption> ledger() {
        return book.ledger();
    }

    /**
     * How often a refresh token was presented, with whatever outcome.
     *
     * @return the number
     */
    public int redemptions() {
        return book.presented();
    }

    /**
     * When the last pair went to the socket, no longer kept back.
     *
     * @return a {@link System#nanoTime()}; 0 before the first
     */
    public long lastGrantNanos() {
        return lastGrantNanos;
    }

    /** {@return the port it listens on} */
    public int port() {
        return face.port();
    }

    /**
     * The address of the token endpoint.
     *
     * @return {@code http://127.0.0.1:port/oauth/token}
     */
    public String tokenUri() {
        return issuer() + TOKEN_PATH;
    }

    private String issuer() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        face.close();
    }
}
