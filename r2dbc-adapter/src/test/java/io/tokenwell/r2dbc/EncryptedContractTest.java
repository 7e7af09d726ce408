package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.tck.AccountRepositoryContract;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on rows that others encrypt under an older key than the repository does. */
class EncryptedContractTest implements TableHooks, AccountRepositoryContract {

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
    public AccountTable table() {
        return TABLE;
    }

    @Override
    public void store(Account account) {
        TABLE.store(account.withCredentials(OTHERS.sealed(account.id(), account.credentials())));
    }
}
