package io.tokenwell.example.settings;

/**
 * A name that nothing reads. Immutable and safe for use by any thread.
 *
 * @param name as it was set; what it was set to is not repeated
 * @param nearest the known name that differs least from it, spelt for the same place
 */
public record Misspelt(String name, String nearest) {}
