package io.tokenwell.spi;

import io.tokenwell.Credentials;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a completion writes: the keys that the redemption touched, so that an edit of another key, made while it ran, is
 * not undone. Version and refresh token are always among them: a row that these changes leave as it is has both, and
 * holds the completion already.
 *
 * <p>Immutable and safe for use by any thread.
 *
 * @param changed the new values of changed and added keys
 * @param removed keys that the new document has no more
 * @since 0.1
 */
public record CredentialChanges(Credentials changed, Set<String> removed) {

    private static final List<String> ALWAYS = List.of(Credentials.TOKEN_VERSION, Credentials.REFRESH_TOKEN);

    /**
     * Copies the keys.
     *
     * @param changed as above
     * @param removed as above
     */
    public CredentialChanges {
        Objects.requireNonNull(changed, "changed");
        removed = Set.copyOf(removed);
    }

    /**
     * What a redemption touched.
     *
     * @param read the document that was read before it
     * @param redeemed the whole new document
     * @return the difference, value by value
     */
    public static CredentialChanges between(Credentials read, Credentials redeemed) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(redeemed.asMap());
        changed.entrySet()
                .removeIf(entry -> !ALWAYS.contains(entry.getKey())
                        && read.asMap().containsKey(entry.getKey())
                        && Objects.equals(read.asMap().get(entry.getKey()), entry.getValue()));
        Set<String> removed = new HashSet<>(read.asMap().keySet());
        removed.addAll(ALWAYS);
        removed.removeAll(redeemed.asMap().keySet());
        return new CredentialChanges(Credentials.of(changed), removed);
    }

    /**
     * A document after these changes.
     *
     * @param stored the document as it is stored now
     * @return a copy, equal to the stored one if it holds the changes already
     */
    public Credentials appliedTo(Credentials stored) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(stored.asMap());
        kept.keySet().removeAll(removed);
        return Credentials.of(kept).with(changed.asMap());
    }
}
