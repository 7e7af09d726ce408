package io.tokenwell.spi;

/**
 * A cooldown as other instances see it. Immutable and safe for use by any thread.
 *
 * @param version version of the credentials whose refresh failed; to newer ones it does not apply
 * @param cooldown why and how long
 */
public record SharedCooldown(long version, Cooldown cooldown) {}
