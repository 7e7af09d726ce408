package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenStorageException.Backend;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One operation has one name, whether an adapter reports it or the provider on its behalf. */
class TokenStorageExceptionTest {

    @Test
    void ofAnAdapter() {
        TokenStorageException error = new TokenStorageException(
                "7", Backend.POSTGRESQL, StorageOperation.ACCOUNTS_FIND, new TimeoutException("of-a-driver"));
        assertThat(error.operation()).isEqualTo("accounts.find");
        assertThat(error).hasMessage("account 7: postgresql failed at accounts.find (TimeoutException)");
    }

    @Test
    void ofAPort() {
        TokenStorageException error =
                new TokenStorageException("7", Backend.ACCOUNT_REPOSITORY, StorageOperation.ACCOUNTS_FIND, null);
        assertThat(error.operation()).isEqualTo("accounts.find");
        assertThat(error).hasMessage("account 7: account repository failed at find");
    }

    @Test
    void ofOneThatIsNotThere() {
        TokenStorageException error =
                TokenStorageException.unsupported("7", Backend.PROVIDER, StorageOperation.ACCOUNTS_REINSTATE);
        assertThat(error.operation()).isEqualTo("accounts.reinstate");
        assertThat(error).hasMessage("account 7: provider failed at reinstate, which it does not support");
    }

    @Test
    void ofOneThatSomebodyHasToRepair() {
        TokenStorageException error = TokenStorageException.refused(
                "7", Backend.POSTGRESQL, StorageOperation.ACCOUNTS_CLAIM, "permission denied", null);
        assertThat(error)
                .hasMessage("account 7: postgresql failed at accounts.claim, which it refuses: permission denied");
        assertThat(error.retryable()).isFalse();
        assertThat(new TokenStorageException("7", Backend.REDIS, StorageOperation.CACHE_GET, null).retryable())
                .isTrue();
    }
}
