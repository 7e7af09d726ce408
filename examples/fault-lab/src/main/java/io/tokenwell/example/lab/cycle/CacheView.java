package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.cycle.AccountTable.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Versions in the rows and in the cache right after settling, as long as entries live. */
final class CacheView {

    /** Between the row and the cache lies one command: an entry that is older for longer stays so. */
    private static final long LIMIT_MILLIS = 300;

    /** What one account has. */
    record Versions(OptionalLong row, OptionalLong cached) {
        static final Versions NONE = new Versions(OptionalLong.empty(), OptionalLong.empty());

        boolean stale() {
            return row.isPresent() && cached.isPresent() && cached.getAsLong() < row.getAsLong();
        }
    }

    private final Site site;
    private final List<Long> accounts;

    CacheView(Site site, List<Long> accounts) {
        this.site = site;
        this.accounts = accounts;
    }

    Map<Long, Versions> settled() {
        Map<Long, Versions> seen = new HashMap<>();
        Settling.until(LIMIT_MILLIS, () -> {
            seen.putAll(now());
            return seen.values().stream().noneMatch(Versions::stale);
        });
        return seen;
    }

    /** Rows first: an entry may be newer than a row that was read before, never older. */
    private Map<Long, Versions> now() {
        Map<Long, Stored> rows = site.table.rows(accounts);
        Map<Long, Long> cached = site.redisView.cachedVersions(accounts);
        Map<Long, Versions> versions = new HashMap<>();
        rows.forEach((account, row) -> {
            Long entry = cached.get(account);
            versions.put(
                    account,
                    new Versions(row.version(), entry == null ? OptionalLong.empty() : OptionalLong.of(entry)));
        });
        return versions;
    }
}
