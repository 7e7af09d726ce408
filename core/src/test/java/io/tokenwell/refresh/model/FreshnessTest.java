package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.CachedToken;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One model of freshness. */
class FreshnessTest {

    private final Freshness freshness =
            new Freshness(FreshnessSettings.defaults(), Clock.fixed(VirtualClock.START, ZoneOffset.UTC));

    private static Credentials living(double seconds) {
        return Credentials.of(Map.of(
                "expires_at",
                VirtualClock.START.plusMillis((long) (seconds * 1000)).toString()));
    }

    @ParameterizedTest
    @CsvSource({"180,true", "179.999,true", "180.001,false", "-5,true", "86400,false"})
    void dueAtTheSkewAndBelow(double life, boolean due) {
        assertThat(freshness.due(living(life))).isEqualTo(due);
    }

    @Test
    void dueWhenTheExpiryIsUnknown() {
        assertThat(freshness.due(Credentials.empty())).isTrue();
        assertThat(freshness.expired(Credentials.empty())).isFalse();
    }

    @ParameterizedTest(name = "life {0} s, refresh failed {1}: {2} ms")
    @CsvSource({
        "3600,false,3300000",
        "301.5,false,1500",
        "300.001,false,",
        "300,false,120000",
        "185,false,5000",
        "180,false,",
        "0,false,",
        "-60,false,",
        "864000,false,86400000",
        "100,true,60000",
        "30,true,30000",
        "0.5,true,",
        "-1,true,"
    })
    void staysInTheCache(double life, boolean failed, Long millis) {
        assertThat(freshness
                        .timeToLive(living(life), failed)
                        .map(Duration::toMillis)
                        .orElse(null))
                .isEqualTo(millis);
    }

    @Test
    void unknownExpiryStaysHalfAnHourOrAMinuteAfterAFailure() {
        assertThat(freshness.timeToLive(Credentials.empty(), false)).contains(Duration.ofMinutes(30));
        assertThat(freshness.timeToLive(Credentials.empty(), true)).contains(Duration.ofMinutes(1));
    }

    /** A quarter of the skew before the end it has to be done; an hour's life is no reason to wait for an hour. */
    @ParameterizedTest
    @CsvSource({"45,0", "46,1", "120,75", "180,135", "181,135", "3600,135"})
    void canBePutOffForNoLongerThanIfItWereDue(double life, long seconds) {
        assertThat(freshness.spareLife(living(life))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aHitPastItsExpiryIsAMiss() {
        assertThat(freshness.live(new CachedToken(Secret.of("t"), 1, VirtualClock.START)))
                .isFalse();
        assertThat(freshness.live(new CachedToken(Secret.of("t"), 1, VirtualClock.START.plusMillis(1))))
                .isTrue();
        assertThat(freshness.live(new CachedToken(Secret.of("t"), 1, null))).isTrue();
    }

    @Test
    void settingsThatCannotWorkAreRefusedWithTheirNumbers() {
        RefreshSettings defaults = RefreshSettings.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        defaults.toBuilder().lockTtl(Duration.ofSeconds(20)).build())
                .withMessageContaining("PT20S")
                .withMessageContaining("another instance would take over");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.toBuilder()
                        .escrowTtl(defaults.freshness().maximumTtl())
                        .build())
                .withMessageContaining("escrowTtl (PT24H) must be above maximumTtl + twice lockTtl (PT24H1M)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        defaults.toBuilder().failureCooldown(Duration.ZERO).build())
                .withMessageContaining("failureCooldown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FreshnessSettings.builder()
                        .refreshSkew(Duration.ofMinutes(3))
                        .cacheSkew(Duration.ofMinutes(2))
                        .build())
                .withMessageContaining("cacheSkew");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackoffSettings.builder()
                        .jitter(1.5)
                        .maxWait(Duration.ZERO)
                        .build())
                .withMessageContaining("jitter");
    }
}
