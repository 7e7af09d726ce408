package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenwell.Account;
import io.tokenwell.RefreshAheadReport;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of refresh-ahead from outside. */
class AheadMetersTest {

    private static final Duration SOON = Duration.ofMinutes(8);

    private final AheadFleet ahead = new AheadFleet();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void measure() {
        ahead.fleet.observers.add(new TokenwellMetrics(registry));
    }

    private long accounts(AheadOutcome outcome) {
        return (long) registry.get("tokenwell.ahead.accounts")
                .tags("platform", "openai", "outcome", outcome.label())
                .counter()
                .count();
    }

    private long scans(boolean answered) {
        try {
            return (long) registry.get("tokenwell.ahead.scans")
                    .tags("platform", "openai", "answered", String.valueOf(answered))
                    .counter()
                    .count();
        } catch (MeterNotFoundException never) {
            return 0;
        }
    }

    @Test
    void accountsByWhatBecameOfThem() {
        for (long id = 1; id <= 5; id++) {
            ahead.store(id, SOON, Account.ACTIVE);
        }
        ahead.refused = Set.of(4L);
        Lease others = new Lease(new AccountKey(5), "other");
        VirtualFleet.now(ahead.fleet.ports.lock.tryAcquire(others, Duration.ofMinutes(5)));
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        RefreshAheadReport report = one.snapshot();
        assertThat(accounts(AheadOutcome.RENEWED)).isEqualTo(3).isEqualTo(report.renewed());
        assertThat(accounts(AheadOutcome.FAILED)).isPositive().isEqualTo(report.failed());
        assertThat(accounts(AheadOutcome.SKIPPED)).isPositive().isEqualTo(report.skipped());
        assertThat(scans(true)).isPositive().isEqualTo(report.scans());
        assertThat(scans(false)).isZero();
    }

    @Test
    void looksThatTheTableDidNotAnswer() {
        ahead.fleet.ports.failing("accounts.page");
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        assertThat(scans(false)).isPositive().isEqualTo(one.snapshot().failedScans());
        assertThat(scans(true)).isZero();
    }
}
