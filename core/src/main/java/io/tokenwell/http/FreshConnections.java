package io.tokenwell.http;

import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/**
 * Opens a new connection for each request. A pool would also keep connections that were opened for a cancelled
 * redemption and never used; the server may close such a connection just when the next redemption writes its token into
 * it.
 */
final class FreshConnections implements ConnectionProvider {

    private final ConnectionProvider made = ConnectionProvider.newConnection();

    @Override
    public Mono<? extends Connection> acquire(
            TransportConfig config,
            ConnectionObserver observer,
            @Nullable Supplier<? extends SocketAddress> remoteAddress,
            @Nullable AddressResolverGroup<?> resolver) {
        return made.acquire(config, observer, remoteAddress, resolver);
    }
}
