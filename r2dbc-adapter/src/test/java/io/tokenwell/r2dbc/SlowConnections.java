package io.tokenwell.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections whose handshake takes its time, and how many were begun. */
final class SlowConnections implements ConnectionFactory {

    final AtomicInteger openings = new AtomicInteger();

    private final ConnectionFactory real;
    private final Duration handshake;

    SlowConnections(ConnectionFactory real, Duration handshake) {
        this.real = real;
        this.handshake = handshake;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.defer(() -> {
            openings.incrementAndGet();
            return Mono.delay(handshake).then(Mono.from(real.create()));
        });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }
}
