package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.SetArgs;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CooldownEntryTest {

    private static final AccountKey KEY = new AccountKey(-7);
    private static final String NAME = "tokenwell:{openai:account:-7}:cooldown";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Backend redis = Backend.standalone();
    private final RefreshCooldown cooldown = redis.stores().refreshCooldown();

    private void start(Duration length) {
        cooldown.start(KEY, new SharedCooldown(1, new Cooldown("reason", length, false)))
                .block(LIMIT);
    }

    @AfterEach
    void clear() {
        redis.raw().del(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "reason", "1|reason", "x|1|reason", "1|2|reason", "9999999999999999999|1|reason"})
    void anEntryOfAnotherFormIsATypedErrorUntilTheNextCooldown(String entry) {
        redis.raw().set(NAME, entry, SetArgs.Builder.px(1_000));
        assertUnreadable();
        start(Duration.ofMinutes(1));
        assertThat(cooldown.find(KEY).block(LIMIT)).isNotNull();
    }

    @Test
    void anEntryWithoutEndIsATypedErrorUntilTheNextCooldown() {
        redis.raw().set(NAME, "1|0|reason");
        assertUnreadable();
        start(Duration.ofMinutes(1));
        assertThat(cooldown.find(KEY).block(LIMIT)).isNotNull();
    }

    @Test
    void redisKeepsMilliseconds() {
        start(Duration.ofMillis(60_999));
        assertThat(redis.raw().pttl(NAME)).isBetween(50_000L, 60_999L);
        start(Duration.ofSeconds(90));
        assertThat(redis.raw().pttl(NAME)).isBetween(80_000L, 90_000L);
    }

    @Test
    void aCooldownOfAgesIsTold() {
        Duration ages = Duration.ofDays(365_000_000);
        start(ages);
        assertThat(Objects.requireNonNull(cooldown.find(KEY).block(LIMIT))
                        .cooldown()
                        .length())
                .isBetween(ages.minusMinutes(1), ages);
    }

    private void assertUnreadable() {
        assertThatThrownBy(() -> cooldown.find(KEY).block(LIMIT))
                .isInstanceOfSatisfying(
                        TokenStorageException.class,
                        typed -> assertThat(typed.operation()).isEqualTo("cooldown.find"));
    }
}
