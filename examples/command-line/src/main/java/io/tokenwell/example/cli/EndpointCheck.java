package io.tokenwell.example.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/** Can the token endpoint be connected to? Nothing is sent but what TLS needs. */
final class EndpointCheck {

    private static final String WHAT = "token endpoint";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private EndpointCheck() {}

    static Flux<CheckLine> of(Session session) {
        return Mono.defer(() -> {
                    session.settings().endpoint();
                    return connected(session.settings().tokenUri());
                })
                .flux();
    }

    private static Mono<CheckLine> connected(URI uri) {
        boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        TcpClient client = TcpClient.newConnection().host(uri.getHost()).port(port);
        return (tls ? client.secure() : client)
                .connect()
                .timeout(LIMIT)
                .doOnNext(Connection::dispose)
                .map(connection -> CheckLine.ok(WHAT, uri.getHost() + ":" + port + (tls ? ", TLS" : ", without TLS")))
                .onErrorResume(failure -> Mono.just(CheckLine.unreachable(
                        WHAT,
                        uri.getHost() + ":" + port + ": " + StoreException.rootMessage(failure),
                        "open the way to it, or correct " + Setting.TOKEN_URI.key())));
    }
}
