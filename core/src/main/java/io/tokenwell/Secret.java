package io.tokenwell;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/**
 * A text that must not be seen: it prints as {@code ***} wherever it is logged or concatenated. Immutable and safe for
 * use by any thread.
 *
 * @since 0.1
 */
public final class Secret {

    private final String value;

    /** Found out once, by whoever asks first: a token is asked for at every hit. Several may, and find the same. */
    private Form form = Form.UNKNOWN;

    private enum Form {
        UNKNOWN,
        FIT,
        TO_STRIP,
        UNFIT
    }

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
     * @return the stripped secret, empty if nothing else was in it, or what cannot be part of a token ({@link WireText})
     */
    public Optional<Secret> stripped() {
        Form known = form;
        if (known == Form.UNKNOWN) {
            known = found(CredentialText.strip(value));
            form = known;
        }
        return switch (known) {
            case FIT -> Optional.of(this);
            case TO_STRIP -> Optional.of(of(CredentialText.strip(value)));
            default -> Optional.empty();
        };
    }

    private Form found(String stripped) {
        if (!WireText.isVisible(stripped)) {
            return Form.UNFIT;
        }
        return stripped.length() == value.length() ? Form.FIT : Form.TO_STRIP;
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
