package io.tokenwell.refresh;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The calls of this process that may have to wait for others. There is one per account: its callers share it. */
final class Wakeups {

    private final ConcurrentMap<AccountKey, Wakeup> listening = new ConcurrentHashMap<>();

    Wakeup listening(AccountKey key) {
        Wakeup wakeup = new Wakeup(key);
        listening.put(key, wakeup);
        return wakeup;
    }

    void left(Wakeup wakeup) {
        listening.remove(wakeup.key(), wakeup);
    }

    void changed(AccountChange change) {
        Wakeup wakeup = listening.get(change.key());
        if (wakeup != null) {
            wakeup.told(change.kind());
        }
    }
}
