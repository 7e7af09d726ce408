package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.AccountRepositoryOutageContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.ExpiringAccountsOutageContract;
import java.time.Instant;

class SimulatedTableTest
        implements AccountRepositoryContract,
                AccountRepositoryOutageContract,
                ExpiringAccountsContract,
                ExpiringAccountsOutageContract {

    private final Site site = new Site();
    private final TablePorts ports = ports(site);

    private static TablePorts ports(Site site) {
        return new TablePorts(site.instance, site.instance.links.table(), site.table);
    }

    @Override
    public AccountRepository repository() {
        return ports;
    }

    @Override
    public ExpiringAccounts expiring() {
        return ports;
    }

    @Override
    public void store(Account account) {
        site.table.save(account);
    }

    @Override
    public void delete(String accountId) {
        site.table.remove(Long.parseLong(accountId));
    }

    @Override
    public void letClaimExpire(String accountId) {
        site.letTimePass(LONG);
    }

    @Override
    public Instant storeTime() {
        return Times.date(site.world.now());
    }

    @Override
    public AccountRepository unreachableRepository() {
        return ports(new Site().down());
    }

    @Override
    public ExpiringAccounts unreachableExpiring() {
        return ports(new Site().down());
    }
}
