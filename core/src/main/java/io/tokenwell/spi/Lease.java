package io.tokenwell.spi;

/**
 * One attempt to hold the refresh lock of an account.
 *
 * @param key the account
 * @param owner owner of the lock; unique per attempt, so that a late release cannot free the lock of another owner
 * @since 0.1
 */
public record Lease(AccountKey key, String owner) {}
