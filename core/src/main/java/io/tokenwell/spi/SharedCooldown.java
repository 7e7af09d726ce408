package io.tokenwell.spi;

/**
 * A cooldown as other instances see it.
 *
 * @param version version of the credentials that are cooling down; a row with another version ends the cooldown
 * @param cooldown reason and length
 * @since 0.1
 */
public record SharedCooldown(long version, Cooldown cooldown) {}
