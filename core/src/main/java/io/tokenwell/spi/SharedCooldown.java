package io.tokenwell.spi;

/**
 * A cooldown as other instances see it. Immutable and safe for use by any thread.
 *
 * @param version version of the credentials it is about; a row of any other version ends it
 * @param cooldown why and how long
 * @since 0.1
 */
public record SharedCooldown(long version, Cooldown cooldown) {}
