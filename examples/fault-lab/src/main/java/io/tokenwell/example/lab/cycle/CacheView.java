package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.cycle.AccountTable.Stored;
import io.tokenwell.example.lab.cycle.RedisView.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
        Map<Long, Entry> cached = site.redisView.entries(accounts);
        Map<Long, Versions> versions = new HashMap<>();
        rows.forEach((account, row) ->
                versions.put(account, new Versions(row.version(), version(cached.get(account), row))));
        return versions;
    }

    /** The row's own token is as new as the row, also where its entry is from before the row took it. */
    private static OptionalLong version(@Nullable Entry entry, Stored row) {
        if (entry == null) {
            return OptionalLong.empty();
        }
        boolean same = row.accessToken().filter(entry.token()::equals).isPresent();
        return same && row.version().isPresent() ? row.version() : OptionalLong.of(entry.version());
    }
}
