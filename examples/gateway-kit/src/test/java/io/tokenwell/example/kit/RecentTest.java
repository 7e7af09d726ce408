package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is remembered of tokens and requests has a limit. */
class RecentTest {

    private final Recent<Integer, String> recent = new Recent<>(10);

    @Test
    void whatIsNotAskedForIsForgottenAndWhatIsStays() {
        recent.put(-1, "asked for");
        recent.put(-2, "not asked for");
        IntStream.range(0, 1_000).forEach(i -> {
            recent.put(i, "flood");
            assertThat(recent.get(-1)).isEqualTo("asked for");
        });
        assertThat(recent.get(-2)).isNull();
        assertThat(recent.size()).isLessThanOrEqualTo(20);
    }

    @Test
    void whatIsRemovedIsGoneFromBothGenerations() {
        IntStream.range(0, 10).forEach(i -> recent.put(i, "old"));
        recent.put(3, "young");
        recent.remove(3);
        assertThat(recent.get(3)).isNull();
        assertThat(recent.get(4)).isEqualTo("old");
        assertThat(recent.isEmpty()).isFalse();
        IntStream.range(0, 10).forEach(recent::remove);
        assertThat(recent.isEmpty()).isTrue();
    }

    @Test
    void acceptedTokensOfManyAccountsHaveALimitAndAreNotKeptThemselves() {
        AcceptedTokens accepted = new AcceptedTokens(100);
        for (long account = 0; account < 10_000; account++) {
            accepted.add(Long.toString(account), "at-" + account);
        }
        assertThat(accepted.size()).isLessThanOrEqualTo(200);
        assertThat(accepted.has("9999", "at-9999")).isTrue();
        assertThat(accepted.has("9999", "at-0")).isFalse();
        assertThat(accepted.has("0", "at-0")).isFalse();
    }

    /** A late answer to the old token does not hide that the new one was accepted. */
    @Test
    void theLastTwoTokensOfAnAccountAreKnown() {
        AcceptedTokens accepted = new AcceptedTokens();
        accepted.add("1", "first");
        accepted.add("1", "second");
        accepted.add("1", "first");
        assertThat(accepted.has("1", "second")).isTrue();
        accepted.add("1", "third");
        assertThat(accepted.has("1", "third")).isTrue();
        assertThat(accepted.has("1", "second")).isTrue();
        assertThat(accepted.has("1", "first")).isFalse();
        assertThat(accepted.has("2", "third")).isFalse();
    }
}
