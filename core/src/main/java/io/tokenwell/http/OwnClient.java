package io.tokenwell.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tokenwell.Account;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;

/** The HTTP client of one endpoint, with event loops and a resolver that end with the endpoint, not before. */
final class OwnClient {

    /**
     * The second thread continues if the code of a caller blocks the first. A redemption needs about a millisecond of a
     * thread.
     */
    private static final int THREADS = 2;
    /** How long the event loops may take to stop. Nothing runs on them any more. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /**
     * The last clean-up of a connection follows the end of its redemption. Without an event loop it would be logged as
     * an error.
     */
    private static final Duration QUIET = Duration.ofMillis(100);

    private final TransportSettings transport;
    private final HttpClient proxied;
    private final HttpClient direct;
    private final Mono<Void> closed;

    OwnClient(TokenEndpointSettings settings, UnaryOperator<HttpClient> setup) {
        this.transport = settings.transport();
        LoopResources loops = LoopResources.create("tokenwell-" + settings.platform(), THREADS, true);
        // Without a resolver, runOn would make one that never ends.
        OwnNames unused = new OwnNames(loops, true);
        HttpClient client = ruled(derived(setup, named().resolver(unused).runOn(loops)));
        HttpClientConfig config = client.configuration();
        OwnNames names = new OwnNames(config.loopResources(), config.isPreferNative());
        boolean chosen = config.resolver() != unused;
        // Behind a proxy the name is the proxy's to look up.
        this.proxied = chosen ? client : client.resolver(NoopAddressResolverGroup.INSTANCE);
        this.direct = chosen || config.hasProxy() ? proxied : client.resolver(names);
        this.closed = Mono.fromRunnable(names::close)
                .then(loops.disposeLater(QUIET, STOPPING))
                .onErrorComplete()
                .cache();
    }

    /** The set-up may give it another name. */
    private static HttpClient named() {
        return HttpClient.create(new FreshConnections())
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "tokenwell"));
    }

    private static HttpClient derived(UnaryOperator<HttpClient> setup, HttpClient given) {
        HttpClient derived = setup.apply(given);
        if (derived.configuration().connectionProvider()
                != given.configuration().connectionProvider()) {
            throw new IllegalArgumentException(
                    "the set-up must return the client that it was given, or one derived from it:"
                            + " every redemption needs a new connection");
        }
        return derived;
    }

    private HttpClient ruled(HttpClient given) {
        return given.protocol(HttpProtocol.HTTP11)
                .disableRetry(true)
                .followRedirect(false)
                .httpAuthentication((request, response) -> false, (request, address) -> {})
                .responseTimeout(null)
                .keepAlive(false)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(transport.connectTimeout().toMillis()));
    }

    /** Returns the client for the route of an account: direct, or through its proxy. */
    Mono<HttpClient> toward(Account account) {
        String proxy = account.proxy();
        return proxy == null || proxy.isBlank()
                ? Mono.just(direct)
                : ProxyRoute.through(proxy, proxied, transport.connectTimeout());
    }

    /** Completes when the event loops have stopped, or could not be stopped in time; never errors. */
    Mono<Void> closed() {
        return closed;
    }
}
