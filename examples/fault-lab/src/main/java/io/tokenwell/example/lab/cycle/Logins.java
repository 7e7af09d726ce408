package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.cycle.AccountTable.Fresh;
import io.tokenwell.example.lab.net.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The accounts of one cycle: new ones, logged in and stored, and who logged in again. */
final class Logins {

    private static final AtomicLong NUMBERS = new AtomicLong(1_000);

    private final Site site;
    private final List<Long> accounts;
    private final Map<Long, String> families = new ConcurrentHashMap<>();
    private final Set<Long> again = ConcurrentHashMap.newKeySet();

    private Logins(Site site, List<Long> accounts) {
        this.site = site;
        this.accounts = accounts;
    }

    /**
     * Half of the accounts come with an access token that has expired, half with one that is due. Which ones depends on
     * their places in the cycle alone, so that a replay has the same.
     */
    static Logins fresh(Site site, int count) {
        long first = NUMBERS.getAndAdd(count);
        List<Fresh> rows = new ArrayList<>();
        List<Long> accounts = new ArrayList<>();
        Logins logins = new Logins(site, accounts);
        for (int place = 0; place < count; place++) {
            accounts.add(first + place);
            rows.add(logins.login(first + place, place % 2 == 0 ? Duration.ofMinutes(-1) : Duration.ofMillis(800)));
        }
        site.table.insert(rows);
        return logins;
    }

    private Fresh login(long account, Duration life) {
        Login login = site.server.login(account, life);
        families.put(account, Long.toString(login.family()));
        return new Fresh(
                account,
                login.accessToken(),
                login.refreshToken(),
                login.expiresAt().toString());
    }

    /** One after the other: the login that comes last must be the one that is stored last. */
    synchronized void again(long account) {
        Fresh login = login(account, Site.TOKEN_LIFETIME);
        again.add(account);
        site.table.replace(login);
    }

    List<Long> accounts() {
        return accounts;
    }

    /** Its number within the cycle, from 0. */
    int place(long account) {
        return accounts.indexOf(account);
    }

    boolean loggedInAgain(long account) {
        return again.contains(account);
    }

    String newestFamily(long account) {
        return families.getOrDefault(account, "none");
    }
}
