package io.tokenwell.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * The route through the proxy of an account: {@code http://}, {@code socks5://} or {@code socks5h://}, with or without
 * user.
 */
final class ProxyRoute {

    private final ProxyProvider.Proxy type;
    private final URI uri;
    private final int port;

    private ProxyRoute(URI uri) throws URISyntaxException {
        this.uri = uri;
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
        if (uri.getHost() == null || !(socks || scheme.equals("http"))) {
            throw new URISyntaxException("", "not an http or socks5 URI with a host");
        }
        this.type = socks ? ProxyProvider.Proxy.SOCKS5 : ProxyProvider.Proxy.HTTP;
        this.port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
    }

    /** Emits the client that uses the proxy. Errors without a cause, as the errors of a URI quote its password. */
    static Mono<HttpClient> through(String proxy, HttpClient client, Duration connectTimeout) {
        return Mono.fromCallable(() -> new ProxyRoute(new URI(proxy.strip())))
                .onErrorMap(
                        URISyntaxException.class,
                        quotesItsInput -> new TransportProblem(
                                "the account's proxy must be an http or socks5 URI with a host and a port"))
                .flatMap(route -> route.resolved().map(address -> route.on(client, address, connectTimeout)));
    }

    /** Resolves the name of the proxy on another thread. Reactor Netty would resolve it on the subscribing thread. */
    private Mono<InetSocketAddress> resolved() {
        return Mono.fromCallable(() -> new InetSocketAddress(uri.getHost(), port))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(address -> address.isUnresolved()
                        ? Mono.error(() -> new UnknownHostException(uri.getHost()))
                        : Mono.just(address));
    }

    private HttpClient on(HttpClient client, InetSocketAddress address, Duration connectTimeout) {
        String[] user =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        return client.proxy(spec -> {
            ProxyProvider.Builder proxy =
                    spec.type(type).socketAddress(() -> address).connectTimeoutMillis(connectTimeout.toMillis());
            if (user.length > 0) {
                proxy.username(user[0]).password(name -> user.length > 1 ? user[1] : "");
            }
        });
    }
}
