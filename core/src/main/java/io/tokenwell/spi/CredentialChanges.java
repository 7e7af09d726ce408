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
 * The changes that a completion writes: only the keys that the redemption changed, so that a concurrent edit of another
 * key is not undone. Version and refresh token are always included. Therefore a row that these changes leave unchanged
 * has both, and already contains the completion.
 *
 * @param changed the new values of changed and added keys
 * @param removed keys that the new document no longer has
 * @since 0.1
 */
public record CredentialChanges(Credentials changed, Set<String> removed) {

    private static final List<String> ALWAYS = List.of(Credentials.TOKEN_VERSION, Credentials.REFRESH_TOKEN);

    /**
     * Copies the set of keys.
     *
     * @param changed the new values of changed and added keys
     * @param removed keys that the new document no longer has
     */
    public CredentialChanges {
        Objects.requireNonNull(changed, "changed");
        removed = Set.copyOf(removed);
    }

    /**
     * Returns what a redemption changed.
     *
     * @param read the document that was read before the redemption
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
     * Returns a document with these changes applied.
     *
     * @param stored the document as it is stored now
     * @return a copy, equal to the stored one if that already contains the changes
     */
    public Credentials appliedTo(Credentials stored) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(stored.asMap());
        kept.keySet().removeAll(removed);
        return Credentials.of(kept).with(changed.asMap());
    }
}
