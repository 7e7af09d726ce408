package io.tokenwell.example.cli;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;

/** A store cannot be reached, or refuses. Without what the server may quote: its data errors print values. */
final class StoreException extends RuntimeException {

    /** SQLSTATE classes whose messages speak of names, connections and time, not of data. */
    private static final Set<String> WITHOUT_DATA = Set.of("08", "28", "3D", "3F", "42", "53", "55", "57");

    private final String sqlState;

    private StoreException(String message, String sqlState) {
        super(message);
        this.sqlState = sqlState;
    }

    static StoreException redis(Throwable failure) {
        return new StoreException("Redis cannot be used: " + rootMessage(failure), "");
    }

    static Throwable postgresql(Throwable failure) {
        if (failure instanceof R2dbcException reported) {
            String state = reported.getSqlState() == null ? "" : reported.getSqlState();
            boolean silent = !state.isEmpty() && !WITHOUT_DATA.contains(classOf(state));
            return new StoreException(
                    "PostgreSQL " + (silent ? "refuses: SQLSTATE " + state : "cannot be used: " + rootMessage(failure)),
                    state);
        }
        return failure instanceof java.util.concurrent.TimeoutException
                ? new StoreException("PostgreSQL does not answer in time", "")
                : failure;
    }

    /** Empty if it did not come from a server. */
    String sqlState() {
        return sqlState;
    }

    /** Whether it is about what was sent, not about the store: another row may well be taken. */
    boolean aboutData() {
        return Set.of("22", "23", "40", "55").contains(classOf(sqlState)) || sqlState.equals("57014");
    }

    private static String classOf(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }

    static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
