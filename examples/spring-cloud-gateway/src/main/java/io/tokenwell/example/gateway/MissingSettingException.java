package io.tokenwell.example.gateway;

import java.util.List;

/** The gateway cannot start: something it needs is neither set nor started by itself. */
final class MissingSettingException extends RuntimeException {

    private final List<String> names;

    MissingSettingException(List<String> names) {
        super("not set: " + String.join(", ", names));
        this.names = List.copyOf(names);
    }

    List<String> names() {
        return names;
    }
}
