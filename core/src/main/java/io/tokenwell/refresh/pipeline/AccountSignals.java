package io.tokenwell.refresh.pipeline;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this process that may have to wait for another holder of their account. Usually one per account, because
 * the callers of an account share it; one more for each of its tokens that was rejected.
 */
final class AccountSignals {

    private final ConcurrentMap<AccountKey, List<AccountSignal>> listening = new ConcurrentHashMap<>();

    AccountSignal listening(AccountKey key) {
        AccountSignal signal = new AccountSignal(key);
        listening.merge(key, List.of(signal), AccountSignals::together);
        return signal;
    }

    void left(AccountSignal signal) {
        listening.computeIfPresent(signal.key(), (key, all) -> others(all, signal));
    }

    void changed(AccountChange change) {
        listening.getOrDefault(change.key(), List.of()).forEach(signal -> signal.changed(change.kind()));
    }

    private static List<AccountSignal> together(List<AccountSignal> before, List<AccountSignal> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    private static @Nullable List<AccountSignal> others(List<AccountSignal> all, AccountSignal left) {
        List<AccountSignal> others =
                all.stream().filter(each -> !each.equals(left)).toList();
        return others.isEmpty() ? null : others;
    }
}
