package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever id a key was written for is read back from its announcement. */
class AccountKeysTest {

    private static final Random CHANCE = new Random(42);

    /** Of every length: random longs alone nearly always have nineteen digits. */
    private static LongStream ids() {
        LongStream edges =
                LongStream.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        LongStream tens =
                LongStream.iterate(1, power -> power * 10).limit(19).flatMap(p -> LongStream.of(p - 1, p, -p));
        LongStream random = LongStream.range(0, 10_000).map(i -> CHANCE.nextLong() >> CHANCE.nextInt(64));
        return LongStream.concat(edges, LongStream.concat(tens, random));
    }

    @Test
    void anyIdIsReadBack() {
        ids().mapToObj(AccountKey::new).forEach(key -> {
            assertThat(heard(AccountKeys.TOKEN, key)).isEqualTo(new AccountChange(key, Kind.TOKEN));
            assertThat(heard(AccountKeys.LOCK, key)).isEqualTo(new AccountChange(key, Kind.LOCK));
            assertThat(heard(AccountKeys.COOLDOWN, key)).isEqualTo(new AccountChange(key, Kind.COOLDOWN));
        });
    }

    private static @Nullable AccountChange heard(String kind, AccountKey key) {
        return AccountKeys.changeOf("tokenwell", new AccountKeys("tokenwell", kind).of(key));
    }

    @Test
    void whatIsNoIdSaysNothing() {
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:9223372036854775808}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:-9223372036854775809}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:10000000000000000000}:token"))
                .isNull();
        assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:-}:token"))
                .isNull();
    }
}
