package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * A store could not be asked: cache, lock, escrow or account table. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class TokenStorageException extends AccessTokenException {

    private final transient String backend;
    private final transient String operation;

    /**
     * Says which store failed at what.
     *
     * @param accountId id of the account
     * @param backend the store, for example {@code redis} or {@code postgresql}
     * @param operation what was asked of it, for example {@code cache.get}
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
     * The store that failed.
     *
     * @return its name
     */
    public String backend() {
        return backend;
    }

    /**
     * What was asked of it.
     *
     * @return name of the operation
     */
    public String operation() {
        return operation;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
