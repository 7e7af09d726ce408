package io.tokenwell.example.kit;

import java.net.URI;

/** What settings have to keep. */
final class Rules {

    private Rules() {}

    static void holds(boolean kept, String name, String rule) {
        if (!kept) {
            throw SettingException.wrong(name, rule);
        }
    }

    static void httpAddress(String name, URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        holds(http && uri.getHost() != null, name, "must start with http:// or https:// and name a host");
    }
}
