package io.tokenwell.r2dbc;

import static io.tokenwell.r2dbc.AccountTable.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the repository costs: one statement a call, no transaction commands, no connection in between. */
class StatementCountTest {

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(4);
    private final CountingConnections connections = new CountingConnections(pool);
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(connections, names);

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void findingIsOneStatement() {
        table.stored(1);
        repository.findById("1").block(Database.PATIENCE);
        assertStatements(1);
    }

    @Test
    void aRefreshIsTwoStatements() {
        RefreshClaim claim = claimed(table.stored(1));
        repository.complete(claim, credentials(2)).block(Database.PATIENCE);
        assertStatements(2);
        assertThat(connections.statements).noneMatch(sql -> sql.contains("at-") || sql.contains("rt-"));
    }

    @Test
    void anAbandonedClaimIsTwoStatements() {
        RefreshClaim claim = claimed(table.stored(1));
        repository.abandon(claim).block(Database.PATIENCE);
        assertStatements(2);
    }

    @Test
    void aPostponedClaimIsTwoStatementsAndCountsFromNow() {
        RefreshClaim claim = claimed(table.stored(1));
        repository
                .postpone(claim, new Cooldown("busy", Duration.ofMinutes(10), true))
                .block(Database.PATIENCE);
        assertStatements(2);
        assertThat(table.claim(1, "claimed_until - now() BETWEEN '580 s' AND '600 s'"))
                .isEqualTo("true");
        assertThat(table.claim(1, "owner || ' ' || outcome || ' ' || reason")).isEqualTo("owner unknown busy");
    }

    @Test
    void aMarkedClaimIsTwoStatements() {
        RefreshClaim claim = claimed(table.stored(1));
        repository.markReauthorizationRequired(claim, "gone\0").block(Database.PATIENCE);
        assertStatements(2);
        assertThat(table.claim(1, "owner || ' ' || outcome || ' ' || reason")).isEqualTo("owner refused gone ");
    }

    @Test
    void aPageOfThoseThatExpireIsOneStatement() {
        table.stored(1);
        Instant now = Database.time();
        repository
                .expiringAccounts()
                .page(ExpiringQuery.first(Set.of("openai"), Set.of("active"), now, now.plusSeconds(60), 10))
                .block(Database.PATIENCE);
        assertStatements(1);
    }

    @Test
    void noConnectionIsHeldBetweenClaimAndCompletion() {
        RefreshClaim claim = claimed(table.stored(1));
        assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
        repository.complete(claim, credentials(2)).block(Database.PATIENCE);
        assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
    }

    @Test
    void aClaimSaysWhoRefreshesWithWhatUntilWhen() {
        claimed(table.stored(1));
        assertThat(table.claim(1, "owner")).isEqualTo("owner");
        assertThat(table.claim(1, "claimed_until - started_at BETWEEN '59.9 s' AND '60.1 s'"))
                .isEqualTo("true");
        assertThat(table.claim(1, "started_at BETWEEN now() - interval '20 s' AND now()"))
                .isEqualTo("true");
        assertThat(table.claim(1, "refresh_token_fingerprint")).isEqualTo(fingerprint("rt-1"));
    }

    @Test
    void aCompletionSetsTheTimeOfTheUpdate() {
        RefreshClaim claim = claimed(table.stored(1));
        String stale = "SELECT updated_at < now() - interval '1 day' FROM " + names.qualifiedAccounts();
        Database.execute("UPDATE " + names.qualifiedAccounts() + " SET updated_at = '2020-01-01'");
        assertThat(Database.asked(stale)).isEqualTo("true");
        repository.complete(claim, credentials(2)).block(Database.PATIENCE);
        assertThat(Database.asked(stale)).isEqualTo("false");
    }

    private static String fingerprint(String refreshToken) {
        byte[] key = hmac(SecretCipher.none().fingerprintKeys().get(0), "tokenwell refresh token fingerprint");
        String keyId = HexFormat.of().formatHex(hmac(key, "key id")).substring(0, 8);
        return keyId + ":" + HexFormat.of().formatHex(hmac(key, refreshToken));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private RefreshClaim claimed(Account account) {
        return Objects.requireNonNull(repository
                .claimRefresh(new ClaimRequest(account.id(), "owner", Duration.ofMinutes(1)))
                .block(Database.PATIENCE));
    }

    private void assertStatements(int count) {
        assertThat(connections.statements).hasSize(count);
        assertThat(connections.otherCalls).hasValue(0);
    }
}
