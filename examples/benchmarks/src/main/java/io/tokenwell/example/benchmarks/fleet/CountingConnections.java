package io.tokenwell.example.benchmarks.fleet;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Statement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections of one instance that count statements, in all and by the account that is bound first. Safe for any thread. */
public final class CountingConnections implements ConnectionFactory {

    private static final Set<Object> FIRST = Set.of("$1", 0);
    private static final Set<String> TRANSACTION =
            Set.of("beginTransaction", "commitTransaction", "rollbackTransaction");

    private final ConnectionFactory real;
    private final LongAdder statements = new LongAdder();
    private final AtomicIntegerArray byAccount;

    /**
     * Stands before connections.
     *
     * @param real opens them
     * @param accounts greatest id of an account
     */
    public CountingConnections(ConnectionFactory real, int accounts) {
        this.real = real;
        this.byAccount = new AtomicIntegerArray(accounts + 1);
    }

    /**
     * All statements.
     *
     * @return the number so far
     */
    public long statements() {
        return statements.sum();
    }

    /**
     * Statements about an account.
     *
     * @param account its id
     * @return the number so far
     */
    public int statementsOf(int account) {
        return byAccount.get(account);
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(real.create())
                .map(connection -> proxy(Connection.class, (self, method, arguments) -> {
                    if (TRANSACTION.contains(method.getName())) {
                        statements.increment();
                    }
                    Object result = invoked(connection, method, arguments);
                    return result instanceof Statement statement ? counted(statement) : result;
                }));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }

    private Statement counted(Statement statement) {
        long[] account = new long[1];
        return proxy(Statement.class, (self, method, arguments) -> {
            if (method.getName().equals("bind") && FIRST.contains(arguments[0]) && arguments[1] instanceof Long id) {
                account[0] = id;
            }
            if (method.getName().equals("execute")) {
                count(account[0]);
            }
            Object result = invoked(statement, method, arguments);
            return result == statement ? self : result;
        });
    }

    private void count(long account) {
        statements.increment();
        if (account > 0 && account < byAccount.length()) {
            byAccount.incrementAndGet((int) account);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoked(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
