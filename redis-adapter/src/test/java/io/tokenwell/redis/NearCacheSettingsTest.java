package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NearCacheSettingsTest {

    @Test
    void eachComponentIsSetAndCopied() {
        NearCacheSettings settings = NearCacheSettings.builder()
                .maximumEntries(1)
                .maximumStaleness(Duration.ofMillis(2))
                .heartbeat(Duration.ofMillis(3))
                .build();

        assertThat(settings).isEqualTo(new NearCacheSettings(1, Duration.ofMillis(2), Duration.ofMillis(3)));
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
    }

    @Test
    void valuesThatCannotWorkAreRefused() {
        NearCacheSettingsBuilder settings = NearCacheSettings.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.heartbeat(Duration.ofNanos(999_999)).build())
                .withMessage("heartbeat must be at least a millisecond: PT0.000999999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.maximumEntries(-1).build())
                .withMessage("maximumEntries must not be negative: -1");
    }
}
