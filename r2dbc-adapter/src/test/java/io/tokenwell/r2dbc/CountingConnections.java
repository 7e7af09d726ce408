package io.tokenwell.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections that say what was asked of them. */
final class CountingConnections implements ConnectionFactory {

    final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger otherCalls = new AtomicInteger();

    private final ConnectionFactory real;

    CountingConnections(ConnectionFactory real) {
        this.real = real;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(real.create()).map(this::counted);
    }

    private Connection counted(Connection connection) {
        InvocationHandler counting = (proxy, method, arguments) -> {
            if (method.getName().equals("createStatement")) {
                statements.add(String.valueOf(arguments[0]));
            } else if (!method.getName().equals("close")) {
                otherCalls.incrementAndGet();
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, counting);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }
}
