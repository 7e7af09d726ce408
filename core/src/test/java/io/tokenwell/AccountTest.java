package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.RefreshClaim;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account prints who it is, and nothing that opens a door. */
class AccountTest {

    private static final Account PLAIN =
            Account.active(42, "openai", Credentials.of(Map.of("access_token", "at-planted")));

    @Test
    void thePasswordOfAProxyIsNotPrinted() {
        Account behind = new Account(
                "42", "openai", Account.OAUTH, Account.ACTIVE, PLAIN.credentials(), "http://u:p4ss@proxy.local");

        assertThat(behind)
                .hasToString("Account[id=42, platform=openai, type=oauth, status=active, credentials="
                        + PLAIN.credentials() + ", proxy=***]");
        assertThat(new RefreshClaim(behind, "owner", true).toString())
                .contains("id=42")
                .doesNotContain("p4ss", "proxy.local", "at-planted");
        assertThat(behind.withCredentials(Credentials.empty()).toString()).doesNotContain("p4ss");
    }

    @Test
    void anAccountWithoutProxySaysSo() {
        assertThat(PLAIN.toString()).contains("proxy=none").doesNotContain("at-planted");
    }
}
