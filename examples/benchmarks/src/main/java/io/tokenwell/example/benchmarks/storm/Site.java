package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.Account;
import io.tokenwell.example.benchmarks.fleet.AccountTable;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.servers.IssuedTokens;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** Servers, and an account of its own for each storm, so that none finds anything of an earlier one. */
final class Site implements AutoCloseable {

    private static final Duration EXPIRED_SINCE = Duration.ofMinutes(1);

    final Servers servers = Servers.open();
    private final AtomicLong lastAccount = new AtomicLong();

    /** A new account whose access token has expired, in its row and for the server. */
    Account expired() {
        IssuedTokens login = servers.authorization().issue(lastAccount.incrementAndGet());
        long end = System.currentTimeMillis() - EXPIRED_SINCE.toMillis();
        ToLongFunction<IssuedTokens> expiry = issued -> end;
        servers.accounts().store(List.of(login), expiry);
        servers.accounts().storeForSpring(List.of(login), expiry);
        servers.authorization().expireAccessTokens(login.accountId());
        return AccountTable.snapshot(login, expiry);
    }

    /** From now on the endpoint takes so long. */
    void latency(Duration latency) {
        servers.authorization().latency(latency);
    }

    @Override
    public void close() {
        servers.close();
    }
}
