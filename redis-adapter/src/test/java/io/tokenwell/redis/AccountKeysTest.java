package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.tck.FreshIds;
import java.util.List;
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
    void anyTextIsReadBackFromAKeyWithOneTag() {
        for (FreshIds kind : FreshIds.values()) {
            AccountKey key = new AccountKey(kind.fresh());
            String name = new AccountKeys("tokenwell", AccountKeys.TOKEN).of(key);
            assertThat(name).matches("tokenwell:\\{openai:account:[^{}\\s]+}:token");
            assertThat(heard(AccountKeys.TOKEN, key)).isEqualTo(new AccountChange(key, Kind.TOKEN));
        }
    }

    /** A number beyond the range of a long is a text like any other; a text that no id is written as says nothing. */
    @Test
    void whatIsNoIdSaysNothing() {
        for (String id : List.of("", "a b", "{a}", "%7b", "%61", "%0A", "%", "4}:2", "\u00fc")) {
            assertThat(AccountKeys.changeOf("tokenwell", "tokenwell:{openai:account:" + id + "}:token"))
                    .as("%s", id)
                    .isNull();
        }
        for (String name : List.of(
                "tokenwell:{openai:account:1}:escrow",
                "tokenwell:{}:token",
                "tokenwell:token",
                "other:{openai:account:1}:token",
                "tokenwell2:{openai:account:1}:token")) {
            assertThat(AccountKeys.changeOf("tokenwell", name)).as(name).isNull();
        }
    }
}
