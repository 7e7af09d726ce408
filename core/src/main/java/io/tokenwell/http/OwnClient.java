package io.tokenwell.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.tokenwell.Account;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** The client of one endpoint, with event loops and a resolver that end when the endpoint does, not before. */
final class OwnClient {

    /** The second one goes on where a caller's code blocks the first. A redemption costs a loop about a millisecond. */
    private static final int THREADS = 2;
    /** How long the event loops may take to stop; nothing runs on them any more. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final TransportSettings transport;
    private final LoopResources loops;
    private final HttpClient client;
    private final HttpClient direct;
    private final Mono<Void> closed;

    OwnClient(TokenEndpointSettings settings, UnaryOperator<HttpClient> setup) {
        this.transport = settings.transport();
        this.loops = LoopResources.create("tokenwell-" + settings.platform(), THREADS, true);
        this.client = ruled(derived(setup, new FreshConnections()));
        HttpClientConfig config = client.configuration();
        OwnNames names = new OwnNames(config.loopResources(), config.isPreferNative());
        // With a proxy the name is the proxy's to look up: Reactor Netty has set a resolver that does nothing.
        this.direct = config.resolver() == null ? client.resolver(names) : client;
        this.closed = Mono.fromRunnable(names::close)
                .then(loops.disposeLater(Duration.ZERO, STOPPING))
                .onErrorComplete()
                .cache();
    }

    private HttpClient derived(UnaryOperator<HttpClient> setup, ConnectionProvider fresh) {
        HttpClient derived = setup.apply(HttpClient.create(fresh).runOn(loops));
        if (derived.configuration().connectionProvider() != fresh) {
            throw new IllegalArgumentException(
                    "the set-up must return the client that it was given, or one derived from it: every redemption needs a new"
                            + " connection");
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
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "tokenwell"))
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(transport.connectTimeout().toMillis()));
    }

    /** The client on the account's way: directly, or through its proxy. */
    Mono<HttpClient> toward(Account account) {
        String proxy = account.proxy();
        return proxy == null || proxy.isBlank()
                ? Mono.just(direct)
                : ProxyRoute.through(proxy, client, transport.connectTimeout());
    }

    /** Completes when the event loops have stopped, or could not in time; never errors. */
    Mono<Void> closed() {
        return closed;
    }
}
