package io.tokenwell.simulation;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The stories of all accounts. */
final class Stories {

    private final Map<Long, AccountStory> byAccount = new TreeMap<>();

    /** Begins one if it must. */
    AccountStory of(long account) {
        return byAccount.computeIfAbsent(account, AccountStory::new);
    }

    Collection<AccountStory> all() {
        return byAccount.values();
    }
}
