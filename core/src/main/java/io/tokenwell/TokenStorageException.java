package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Error for a store that could not be used: cache, lock, escrow or account table.
 *
 * @since 0.1
 */
public final class TokenStorageException extends AccessTokenException {

    private final transient String backend;
    private final transient String operation;

    /**
     * Creates the error.
     *
     * @param accountId id of the account
     * @param backend the store, for example {@code redis} or {@code postgresql}
     * @param operation the operation that failed, for example {@code cache.get}
     * @param cause the driver's error, or null
     */
    public TokenStorageException(long accountId, String backend, String operation, @Nullable Throwable cause) {
        super(
                accountId,
                backend + " failed at " + operation
                        + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"),
                cause);
        this.backend = backend;
        this.operation = operation;
    }

    /**
     * Returns the name of the store that failed.
     *
     * @return the name
     */
    public String backend() {
        return backend;
    }

    /**
     * Returns the name of the operation that failed.
     *
     * @return the name
     */
    public String operation() {
        return operation;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
