package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.Redemption.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OwnTokensTest {

    private final OwnTokens rule = new OwnTokens();

    private static CycleHistory history(String answered, String stored) {
        Redemption ofSeven = redemption(1, 7, "f");
        Redemption ofEight = redemption(2, 8, "g");
        Call call = new Call(1, 7, 0, 0, 100, Call.Ending.TOKEN, answered, 2_000);
        FinalAccount row = new FinalAccount(
                7, Optional.of(stored), "f", true, "f", false, OptionalLong.of(1), OptionalLong.empty());
        return new CycleHistory(
                new Cycle("tokenwell", "none", 1),
                List.of(ofSeven, ofEight),
                List.of(call),
                List.of(),
                List.of(row),
                Leftovers.NONE);
    }

    private static Redemption redemption(long sequence, long account, String family) {
        return new Redemption(
                sequence, account, 0, family, family + "-1", 10, 10, 20, Verdict.ROTATED, 200, Redemption.NEVER);
    }

    @Test
    void ownTokensAndThoseOfALoginAreFine() {
        assertThat(rule.violations(history("f-2", "f-2"))).isEmpty();
        assertThat(rule.violations(history("login-1", "login-1"))).isEmpty();
    }

    @Test
    void whoIsAnsweredAnothersTokenIsNamed() {
        assertThat(rule.violations(history("g-2", "f-2")))
                .containsExactly(new Violation("own-tokens", 7, "call 1 to instance 0 got g-2 of account 8"));
    }

    @Test
    void soIsARowThatHoldsAnothersPair() {
        assertThat(rule.violations(history("f-2", "g-2")))
                .containsExactly(new Violation("own-tokens", 7, "the row holds g-2 of account 8"));
    }
}
