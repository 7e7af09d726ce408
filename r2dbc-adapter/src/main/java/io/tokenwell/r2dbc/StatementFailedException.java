package io.tokenwell.r2dbc;

import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import java.util.Set;

/**
 * An error of the server without quoted data: its details contain whole rows ("Failing row contains"), and the messages
 * of data errors and of triggers contain values.
 */
final class StatementFailedException extends R2dbcException {

    /** SQLSTATE classes whose messages contain names, features, connections and times, but no data. */
    private static final Set<String> WITHOUT_DATA =
            Set.of("08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "55", "57");

    private StatementFailedException(R2dbcException error, String message) {
        super(message, error.getSqlState(), error.getErrorCode(), (Throwable) null);
        setStackTrace(error.getStackTrace());
    }

    /**
     * Returns what may be the cause of an error. An error with its own cause comes from the driver: there is no
     * connection.
     */
    static Throwable withoutData(Throwable error) {
        return error instanceof PostgresqlException
                        && error instanceof R2dbcException reported
                        && error.getCause() == null
                ? new StatementFailedException(reported, message(reported))
                : error;
    }

    private static String message(R2dbcException error) {
        String state = String.valueOf(error.getSqlState());
        String silent = error.getClass().getSimpleName() + " [" + state + "]";
        return WITHOUT_DATA.contains(state.substring(0, Math.min(2, state.length())))
                ? silent + " " + error.getMessage()
                : silent;
    }
}
