package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on rows that others encrypt under an older key than the repository does. */
class EncryptedContractTest implements TableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final TableNames NAMES = Database.installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final ConnectionPool POOL = Database.pool(8);
    private static final SecretFields OTHERS = new SecretFields(TestCipher.of("old"), SecretFields.DEFAULT_KEYS);

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @Override
    public AccountRepository repository() {
        return new R2dbcAccountRepository(POOL, NAMES).withSecretCipher(TestCipher.of("new", "old"));
    }

    @Override
    public ExpiringAccounts expiring() {
        return new R2dbcAccountRepository(POOL, NAMES)
                .withSecretCipher(TestCipher.of("new", "old"))
                .expiringAccounts();
    }

    @Override
    public AccountTable table() {
        return TABLE;
    }

    @Override
    public void store(Account account) {
        TABLE.store(account.withCredentials(OTHERS.sealed(account.id(), account.credentials())));
    }
}
