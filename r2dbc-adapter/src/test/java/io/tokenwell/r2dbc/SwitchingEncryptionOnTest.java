package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two deployments, the first of which reads ciphertexts and writes none: at no time is there an instance that cannot read. */
class SwitchingEncryptionOnTest {

    private static final TinkSecretCipher CIPHER = TinkSecretCipher.of(List.of(new byte[32]));

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository before = new R2dbcAccountRepository(pool, names);
    private final R2dbcAccountRepository first = before.withSecretCipher(CIPHER.writingPlain());
    private final R2dbcAccountRepository second = before.withSecretCipher(CIPHER);

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void neighboursReadEachOtherAllTheWay() {
        table.stored(1);
        refresh(before, 1, first);
        assertStored("rt-2");
        refresh(first, 2, before);
        assertStored("rt-3");
        refresh(first, 3, second);
        assertStored("rt-4");
        refresh(second, 4, first);
        assertThat(stored()).startsWith("tw1.");
        refresh(first, 5, second);
        assertStored("rt-6");
        refresh(second, 6, first);
        assertThat(stored()).startsWith("tw1.");
    }

    /** Whoever repeats a completion may have been deployed anew since the first time. */
    @Test
    void eachRepeatsTheOthersCompletion() {
        table.stored(1);
        RefreshClaim claim = claimed(first);
        Credentials redeemed = AccountTable.credentials(2);
        assertThat(completed(second, claim, redeemed)).isTrue();
        assertThat(stored()).startsWith("tw1.");
        assertThat(completed(first, claim, redeemed)).isTrue();
        assertThat(completed(second, claim, redeemed)).isTrue();
        assertThat(completed(first, claim, AccountTable.credentials(3))).isFalse();
    }

    private void refresh(R2dbcAccountRepository instance, long version, R2dbcAccountRepository reader) {
        RefreshClaim claim = claimed(instance);
        assertReads(claim.account(), version);
        assertThat(completed(instance, claim, AccountTable.credentials(version + 1)))
                .isTrue();
        assertReads(Objects.requireNonNull(reader.findById("1").block(Database.PATIENCE)), version + 1);
    }

    private static void assertReads(Account account, long version) {
        Credentials expected = AccountTable.credentials(version);
        assertThat(account.credentials().refreshToken()).isEqualTo(expected.refreshToken());
        assertThat(account.credentials().accessToken()).isEqualTo(expected.accessToken());
    }

    private static RefreshClaim claimed(R2dbcAccountRepository instance) {
        ClaimRequest request = new ClaimRequest("1", "owner", Duration.ofMinutes(1));
        RefreshClaim claim =
                Objects.requireNonNull(instance.claimRefresh(request).block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private static boolean completed(R2dbcAccountRepository instance, RefreshClaim claim, Credentials redeemed) {
        return Objects.requireNonNull(instance.complete(claim, redeemed).block(Database.PATIENCE));
    }

    private void assertStored(String refreshToken) {
        assertThat(stored()).isEqualTo(refreshToken);
    }

    private String stored() {
        return Database.asked("SELECT credentials ->> 'refresh_token' FROM " + names.qualifiedAccounts());
    }
}
