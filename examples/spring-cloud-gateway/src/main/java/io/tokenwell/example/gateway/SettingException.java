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
        // A parser quotes what it could not read, passwords included; a server says why it refuses.
        String reason = failure instanceof IllegalArgumentException
                ? "it is not understood"
                : NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
        return new SettingException(List.of(name), name + " cannot be used: " + reason + ".", failure);
    }

    List<String> names() {
        return names;
    }
}
