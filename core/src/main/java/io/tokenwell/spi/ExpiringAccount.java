package io.tokenwell.spi;

import java.time.Instant;

/**
 * An account whose access token ends, without its secrets. Immutable and safe for use by any thread.
 *
 * @param accountId id of the account's row
 * @param platform upstream platform
 * @param expiresAt when its access token ends, to the store's precision
 * @param tokenVersion the credentials' {@code _token_version}, 0 if they have none
 * @since 0.1
 */
public record ExpiringAccount(long accountId, String platform, Instant expiresAt, long tokenVersion) {}
