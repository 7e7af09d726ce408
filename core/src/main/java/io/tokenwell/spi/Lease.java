package io.tokenwell.spi;

/**
 * One attempt to hold an account's refresh lock. Immutable and safe for use by any thread.
 *
 * @param key the account
 * @param owner who asks; unique to the attempt, so that a late release cannot free another's lock
 * @since 0.1
 */
public record Lease(AccountKey key, String owner) {}
