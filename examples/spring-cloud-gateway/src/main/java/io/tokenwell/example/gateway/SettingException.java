package io.tokenwell.example.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** The gateway cannot start with these settings. The message is a sentence for whoever starts it, without passwords. */
final class SettingException extends RuntimeException {

    private final List<String> names;

    private SettingException(List<String> names, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.names = names;
    }

    static SettingException missing(List<String> names) {
        return new SettingException(
                names,
                "The gateway needs " + String.join(", ", names) + ", and the demo does not stand in for it.",
                null);
    }

    static SettingException unusable(String name, RuntimeException failure) {
        return new SettingException(List.of(name), name + " cannot be used: " + reason(failure) + ".", failure);
    }

    /** A parser quotes what it could not read, passwords included; a server, or the cipher, says why it refuses. */
    private static @Nullable String reason(RuntimeException failure) {
        return failure instanceof IllegalArgumentException && !ofTheCipher(failure.getMessage())
                ? "it is not understood"
                : NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }

    /** It names a key by its place in the list, and quotes none. */
    private static boolean ofTheCipher(@Nullable String message) {
        return message != null && message.matches("encryption key \\d+ of \\d+ (is|has) [a-z0-9, ]+");
    }

    List<String> names() {
        return names;
    }
}
