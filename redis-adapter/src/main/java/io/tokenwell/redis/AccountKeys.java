package io.tokenwell.redis;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import org.jspecify.annotations.Nullable;

/**
 * Redis keys of one kind. The account's name between the braces has no braces itself, whatever the id is: each key has
 * one hash tag, and no two accounts have one key.
 *
 * @param prefix prefix of all keys
 * @param kind kind of the values
 */
record AccountKeys(String prefix, String kind) {

    static final String TOKEN = "token";
    static final String LOCK = "lock";
    static final String COOLDOWN = "cooldown";
    static final String ESCROW = "escrow";

    private static final String OPEN = ":{";
    private static final String CLOSE = "}:";

    String of(AccountKey key) {
        return prefix + OPEN + key.value() + CLOSE + kind;
    }

    /** Returns what a change of a key with this prefix means; null if no caller waits for it. */
    static @Nullable AccountChange changeOf(String prefix, String redisKey) {
        int name = prefix.length() + OPEN.length();
        int end = redisKey.lastIndexOf(CLOSE);
        if (end < name || !redisKey.startsWith(prefix) || !redisKey.startsWith(OPEN, prefix.length())) {
            return null;
        }
        @Nullable AccountKey account = AccountKey.named(redisKey.substring(name, end));
        AccountChange.@Nullable Kind changed = kindOf(redisKey.substring(end + CLOSE.length()));
        return account == null || changed == null ? null : new AccountChange(account, changed);
    }

    private static AccountChange.@Nullable Kind kindOf(String name) {
        return switch (name) {
            case TOKEN -> AccountChange.Kind.TOKEN;
            case COOLDOWN -> AccountChange.Kind.COOLDOWN;
            case LOCK -> AccountChange.Kind.LOCK;
            default -> null;
        };
    }
}
