package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.ForcedRefreshes;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.RejectedToken;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.report.ReportSinks;
import io.tokenwell.refresh.report.RuntimeCounters;
import io.tokenwell.refresh.report.TokenEvents;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is remembered of rejected tokens. */
class RejectionPausesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RejectedToken REJECTED = RejectedToken.of("at").orElseThrow();

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshRuntime runtime =
            new RefreshRuntime(fleet.clock, fleet.time, () -> fleet.time.now(TimeUnit.NANOSECONDS), () -> 0.5, "one");
    private final ReportSinks sinks = new ReportSinks(
            new RuntimeCounters(runtime.clock()), RefreshObserver.NOOP, new TokenEvents(runtime, RefreshObserver.NOOP));
    private final ForcedRefreshes forced =
            new ForcedRefreshes(new Freshness(FreshnessSettings.defaults(), runtime.clock()), runtime.clock(), MINUTE);
    private final RejectionPauses pauses =
            new RejectionPauses(forced, runtime, new RefreshReporter(sinks, runtime), Duration.ofSeconds(5));

    @Test
    void pausesThatAreOverDoNotStayInMemory() {
        for (long id = 0; id < 50_000; id++) {
            assertThat(pauses.paused(new AccountKey(id), REJECTED, MINUTE)).hasMessageContaining("account " + id);
            fleet.advance(Duration.ofMillis(100));
        }
        assertThat(pauses.size()).isLessThan(3_000);
        assertThat(pauses.known(new AccountKey(49_999), REJECTED)).isPresent();
    }

    @Test
    void tokensAreNotToBeSeen() {
        assertThat(REJECTED)
                .hasToString("***")
                .isEqualTo(RejectedToken.of(" at\n").orElseThrow());
        assertThat(REJECTED.hashCode()).isNotEqualTo("at".hashCode());
        assertThat(RejectedToken.of("at2"))
                .hasValueSatisfying(other -> assertThat(other).isNotEqualTo(REJECTED));
    }
}
