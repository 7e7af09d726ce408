package io.tokenwell.example.kit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What has ended for good neither pauses nor begins again. */
class SettledTokensTest {

    private final AtomicInteger settled = new AtomicInteger();
    private final SettledTokens tokens = new SettledTokens(settled::incrementAndGet);

    @Test
    void isNotPaused() {
        assertThat(tokens.isPauseable()).isFalse();
    }

    @Test
    void doesNotStartOnceItHasSettled() {
        tokens.start();
        assertThat(tokens.isRunning()).isTrue();
        tokens.stop();
        assertThat(settled).hasValue(1);
        assertThatIllegalStateException().isThrownBy(tokens::start).withMessageContaining("settled");
        assertThat(tokens.isRunning()).isFalse();
    }
}
