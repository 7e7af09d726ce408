package io.tokenwell.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint's answer in the keys that are stored: {@code access_token}, {@code refresh_token}, {@code expires_at}
 * and whatever else the platform keeps. Prints its keys only. Immutable and safe for use by any thread.
 *
 * @param credentials the new values; keys that are missing keep their stored values
 * @since 0.1
 */
public record TokenGrant(Map<String, @Nullable Object> credentials) {

    /** Copies the values. */
    public TokenGrant {
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    }

    @Override
    public String toString() {
        return "TokenGrant" + credentials.keySet();
    }
}
