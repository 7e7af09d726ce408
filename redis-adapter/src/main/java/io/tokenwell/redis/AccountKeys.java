package io.tokenwell.redis;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redis keys of one kind.
 *
 * @param prefix prefix of all keys
 * @param kind kind of the values
 */
record AccountKeys(String prefix, String kind) {

    static final String TOKEN = "token";
    static final String LOCK = "lock";
    static final String COOLDOWN = "cooldown";
    static final String ESCROW = "escrow";

    private static final Pattern NAME = Pattern.compile("\\{openai:account:(-?\\d{1,19})}:(token|lock|cooldown)");

    String of(AccountKey key) {
        return prefix + ":{openai:account:" + key.accountId() + "}:" + kind;
    }

    /** Returns what a change of a key with this prefix means; null if no caller waits for it. */
    static @Nullable AccountChange changeOf(String prefix, String redisKey) {
        if (!redisKey.startsWith(prefix + ":")) {
            return null;
        }
        Matcher name = NAME.matcher(redisKey).region(prefix.length() + 1, redisKey.length());
        return name.matches() ? changeOf(name) : null;
    }

    /** Nineteen digits may exceed the range of an id. */
    private static @Nullable AccountChange changeOf(Matcher name) {
        try {
            return new AccountChange(new AccountKey(Long.parseLong(name.group(1))), kind(name.group(2)));
        } catch (NumberFormatException nobodysId) {
            return null;
        }
    }

    private static AccountChange.Kind kind(String name) {
        return switch (name) {
            case TOKEN -> AccountChange.Kind.TOKEN;
            case COOLDOWN -> AccountChange.Kind.COOLDOWN;
            default -> AccountChange.Kind.LOCK;
        };
    }
}
