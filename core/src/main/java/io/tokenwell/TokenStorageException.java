package io.tokenwell;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Error for a store that could not be used: cache, lock, escrow or account table.
 *
 * @since 0.1
 */
public final class TokenStorageException extends AccessTokenException {

    /** Their operations are named by the port already. */
    private static final Set<String> PORTS = Set.of(Backend.ACCOUNT_REPOSITORY, Backend.CACHE, Backend.PROVIDER);

    private static final String REFUSED = ", which it refuses: ";
    private static final String NOT_SUPPORTED = ", which it does not support";

    private final transient String backend;
    private final transient String operation;
    private final transient boolean refused;

    /**
     * Names of stores, as {@link #backend()} returns them. An adapter for another store has a name of its own.
     *
     * @since 0.1
     */
    public static final class Backend {

        /** Redis. */
        public static final String REDIS = "redis";

        /** PostgreSQL. */
        public static final String POSTGRESQL = "postgresql";

        /** The port of the accounts, whose implementation did not answer in time or reported no typed error. */
        public static final String ACCOUNT_REPOSITORY = "account repository";

        /** The port of the cache, as {@link #ACCOUNT_REPOSITORY}. */
        public static final String CACHE = "cache";

        /** A provider that does not support an operation. */
        public static final String PROVIDER = "provider";

        private Backend() {}
    }

    /**
     * Creates the error.
     *
     * @param accountId id of the account, empty if it concerns no single one
     * @param backend the store, one of {@link Backend} or a name of its adapter
     * @param operation the operation that failed, one of {@link StorageOperation} or a name of its adapter
     * @param cause the driver's error, or null
     */
    public TokenStorageException(String accountId, String backend, String operation, @Nullable Throwable cause) {
        this(
                accountId,
                backend,
                operation,
                cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")",
                cause);
    }

    private TokenStorageException(
            String accountId, String backend, String operation, String why, @Nullable Throwable cause) {
        super(accountId, backend + " failed at " + shown(backend, operation) + why, cause);
        this.backend = backend;
        this.operation = operation;
        this.refused = why.startsWith(REFUSED);
    }

    /**
     * Creates the error of a store that does not have an operation.
     *
     * @param accountId id of the account
     * @param backend the store, as in the constructor
     * @param operation the operation, as in the constructor
     * @return the error
     */
    public static TokenStorageException unsupported(String accountId, String backend, String operation) {
        return new TokenStorageException(accountId, backend, operation, NOT_SUPPORTED, null);
    }

    /**
     * Creates the error of a store that answers but refuses an operation until somebody repairs it, such as a missing
     * right. It is not {@link #retryable()}.
     *
     * @param accountId id of the account; empty if it concerns no single one
     * @param backend the store, as in the constructor
     * @param operation the operation, as in the constructor
     * @param reason what is wrong, without secrets
     * @param cause the driver's error, or null
     * @return the error
     */
    public static TokenStorageException refused(
            String accountId, String backend, String operation, String reason, @Nullable Throwable cause) {
        return new TokenStorageException(accountId, backend, operation, REFUSED + reason, cause);
    }

    private static String shown(String backend, String operation) {
        return PORTS.contains(backend) ? operation.substring(operation.indexOf('.') + 1) : operation;
    }

    /**
     * Returns the name of the store that failed.
     *
     * @return the name, one of {@link Backend} or that of another adapter
     */
    public String backend() {
        return backend;
    }

    /**
     * Returns the name of the operation that failed.
     *
     * @return the name, one of {@link StorageOperation} or that of another adapter
     */
    public String operation() {
        return operation;
    }

    /** Returns true, unless the store refuses the operation until somebody repairs it. */
    @Override
    public boolean retryable() {
        return !refused;
    }
}
