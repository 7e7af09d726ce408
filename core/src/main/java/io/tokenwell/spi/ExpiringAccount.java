package io.tokenwell.spi;

import java.time.Instant;

/**
 * An account whose access token expires soon, without its secrets.
 *
 * @param accountId id of the account's row
 * @param platform upstream platform
 * @param expiresAt when its access token expires, in the precision of the store
 * @param tokenVersion the credentials' {@code _token_version}, 0 if they have none
 * @since 0.1
 */
public record ExpiringAccount(String accountId, String platform, Instant expiresAt, long tokenVersion) {}
