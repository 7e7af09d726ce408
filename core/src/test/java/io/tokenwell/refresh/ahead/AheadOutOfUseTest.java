package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Accounts that are refreshed ahead of their return into use. */
class AheadOutOfUseTest {

    private static final int ACCOUNTS = 20;

    private final AheadFleet ahead = new AheadFleet();

    @Test
    void whileRefreshesFailNobodyFindsTheirTokensInTheCache() {
        ahead.settings = ahead.settings.toBuilder()
                .statuses(Set.of(Account.ACTIVE, "quota_exceeded"))
                .build();
        ahead.endpointDown = true;
        for (long id = 1; id <= ACCOUNTS; id++) {
            ahead.store(id, Duration.ofMinutes(8), "quota_exceeded");
        }
        List.of("a", "b", "c").forEach(ahead::started);
        for (int second = 0; second < 180; second++) {
            ahead.advance(Duration.ofSeconds(1));
            for (long id = 1; id <= ACCOUNTS; id++) {
                assertThat(ahead.cached(id))
                        .as("account %d after %d s", id, second)
                        .isNull();
            }
        }
        assertThat(ahead.redemptions()).isPositive();
    }
}
