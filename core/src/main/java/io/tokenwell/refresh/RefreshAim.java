package io.tokenwell.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh wants that no caller waits for.
 *
 * @param skew a token with more life than this is left alone
 * @param statuses accounts of which states it is for
 */
record RefreshAim(Duration skew, Set<String> statuses) {

    /**
     * Whether a token is left alone. One that lives shorter than the skew would be replaced again and again: half of a life is
     * left in peace, as far as the version tells when it began.
     */
    boolean leaves(Instant now, @Nullable Instant expiresAt, long version) {
        if (expiresAt == null || Duration.between(now, expiresAt).compareTo(skew) > 0) {
            return true;
        }
        Instant begun = Instant.ofEpochMilli(version);
        return begun.isBefore(expiresAt)
                && now.isBefore(begun.plus(Duration.between(begun, expiresAt).dividedBy(2)));
    }
}
