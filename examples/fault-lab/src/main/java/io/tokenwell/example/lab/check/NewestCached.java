package io.tokenwell.example.lab.check;

import java.util.List;

/** No cache entry is older than its row. */
final class NewestCached implements Invariant {

    @Override
    public String name() {
        return "newest-cached";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        return history.accounts().stream()
                .filter(NewestCached::stale)
                .map(account -> new Violation(
                        name(),
                        account.account(),
                        "cached version " + account.cachedVersion().getAsLong() + ", the row's is "
                                + account.version().getAsLong()))
                .toList();
    }

    private static boolean stale(FinalAccount account) {
        return account.version().isPresent()
                && account.cachedVersion().isPresent()
                && account.cachedVersion().getAsLong() < account.version().getAsLong();
    }
}
