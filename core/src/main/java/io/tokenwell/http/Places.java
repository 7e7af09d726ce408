package io.tokenwell.http;

import tools.jackson.core.JsonPointer;

/** Checks JSON Pointers (RFC 6901) in settings. */
final class Places {

    private Places() {}

    static void require(String name, String place) {
        if (!place.startsWith("/")) {
            throw new IllegalArgumentException(
                    name + " must be a JSON Pointer such as /data/access_token (RFC 6901), but is \"" + place + "\"");
        }
        JsonPointer.compile(place);
    }
}
