package io.tokenwell.example.kit;

import org.jspecify.annotations.Nullable;

/**
 * Which tokens the upstream has answered with success, the last two of each account: if one of them is rejected, something
 * has changed. Known by their digests only, of so many accounts. Safe for use by any thread.
 */
final class AcceptedTokens {

    private static final int MOST = 10_000;

    private final Recent<String, Accepted> byAccount;

    /**
     * {@code before}: answers to it may still be on their way when the new one is in use. {@code hash}: of the token that
     * was added last, which nearly every answer adds again: digests cost more than all else here.
     */
    private record Accepted(String newest, @Nullable String before, int hash) {

        boolean has(String digest) {
            return newest.equals(digest) || digest.equals(before);
        }
    }

    AcceptedTokens() {
        this(MOST);
    }

    AcceptedTokens(int most) {
        this.byAccount = new Recent<>(most);
    }

    void add(String account, String token) {
        Accepted known = byAccount.get(account);
        if (known != null && known.hash() == token.hashCode()) {
            return;
        }
        String digest = Digests.of(token);
        if (known == null) {
            byAccount.put(account, new Accepted(digest, null, token.hashCode()));
        } else if (!known.has(digest)) {
            byAccount.put(account, new Accepted(digest, known.newest(), token.hashCode()));
        }
    }

    boolean has(String account, String token) {
        Accepted known = byAccount.get(account);
        return known != null && known.has(Digests.of(token));
    }

    int size() {
        return byAccount.size();
    }
}
