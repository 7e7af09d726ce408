package io.tokenwell.example.benchmarks.hit;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.memory.InMemoryAccountRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** Accounts whose tokens are valid for longer than any run takes. */
final class SampleAccounts {

    /** As long as a signed token of few claims. */
    static final int TOKEN_LENGTH = 256;

    private static final Duration LIFE = Duration.ofHours(2);

    private SampleAccounts() {}

    static String token(int account) {
        String name = "token-of-account-" + account + "-";
        return name + "x".repeat(TOKEN_LENGTH - name.length());
    }

    static Instant expiry() {
        return Instant.now().plus(LIFE);
    }

    static Account account(int id) {
        return Account.active(
                id,
                "openai",
                Credentials.of(Map.of(
                        Credentials.ACCESS_TOKEN, token(id),
                        Credentials.REFRESH_TOKEN, "refresh-" + id,
                        Credentials.EXPIRES_AT, expiry().toString())));
    }

    /** Accounts 1 to n. */
    static Account[] accounts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(SampleAccounts::account).toArray(Account[]::new);
    }

    static InMemoryAccountRepository table(Account... accounts) {
        InMemoryAccountRepository table = new InMemoryAccountRepository(Clock.systemUTC());
        for (Account account : accounts) {
            table.save(account);
        }
        return table;
    }
}
