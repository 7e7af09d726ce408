package io.tokenwell;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * A text that must not be seen: it prints as {@code ***} wherever it is logged or concatenated. Immutable and safe for
 * use by any thread.
 */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a text.
     *
     * @param value what to hide
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value"));
    }

    /**
     * The text itself, for the one place that sends or stores it.
     *
     * @return the hidden text
     */
    public String expose() {
        return value;
    }

    /**
     * This text without surrounding white space, as it goes into a header.
     *
     * @return the stripped secret, empty if nothing else was in it
     */
    public Optional<Secret> stripped() {
        String stripped = CredentialText.strip(value);
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(stripped.length() == value.length() ? this : of(stripped));
    }

    /** Compares in a time that does not depend on where the texts differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
