package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.ExpiringAccountsOutageContract;
import io.tokenwell.tck.ManualClock;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** A good port under the contract; a mutant overrides one method. */
abstract class ExpiringUnderTest implements ExpiringAccountsContract, ExpiringAccountsOutageContract {

    final ManualClock clock = new ManualClock();
    final InMemoryAccountRepository good = new InMemoryAccountRepository(clock);

    /** The same rows, of which nobody knows a claim. */
    final InMemoryAccountRepository unclaimed = new InMemoryAccountRepository(clock);

    Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
        return good.page(query);
    }

    Mono<List<ExpiringAccount>> outage() {
        return Mono.error(new TokenStorageException("", "memory", "test", null));
    }

    @Override
    public AccountRepository repository() {
        return good;
    }

    @Override
    public ExpiringAccounts expiring() {
        return this::found;
    }

    @Override
    public ExpiringAccounts unreachableExpiring() {
        return query -> outage();
    }

    @Override
    public void store(Account account) {
        good.save(account);
        unclaimed.save(account);
    }

    @Override
    public void delete(String accountId) {
        good.remove(accountId);
        unclaimed.remove(accountId);
    }

    @Override
    public void letClaimExpire(String accountId) {
        clock.advance(LONG);
    }

    @Override
    public Instant storeTime() {
        return clock.instant();
    }
}
