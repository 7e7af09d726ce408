package io.tokenwell.memory;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.ManualClock;
import java.time.Instant;

class InMemoryAccountRepositoryTest implements AccountRepositoryContract, ExpiringAccountsContract {

    private final ManualClock clock = new ManualClock();
    private final InMemoryAccountRepository repository = new InMemoryAccountRepository(clock);

    @Override
    public AccountRepository repository() {
        return repository;
    }

    @Override
    public ExpiringAccounts expiring() {
        return repository;
    }

    @Override
    public void store(Account account) {
        repository.save(account);
    }

    @Override
    public void delete(String accountId) {
        repository.remove(accountId);
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
