package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.Redemption.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No refresh token is presented twice, unless whoever presented it first could not know what became of it. One whose pair was
 * thrown away must come back in the end: that is the business of {@link AccountKept}.
 */
final class OneRedemption implements Invariant {

    @Override
    public String name() {
        return "one-redemption";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        ReplyFate fate = new ReplyFate(history);
        Set<String> lost = AccountKept.redeemedForNothing(history);
        List<Violation> found = new ArrayList<>();
        Map<String, Redemption> before = new HashMap<>();
        for (Redemption second : history.redemptions()) {
            @Nullable Redemption first = before.put(second.refreshToken(), second);
            if (first != null
                    && second.verdict() != Verdict.FOREIGN
                    && first.verdict() != Verdict.TURNED_AWAY
                    && !lost.contains(second.refreshToken())
                    && !fate.unknown(first)) {
                found.add(new Violation(name(), second.account(), first + ", then " + second));
            }
        }
        return found;
    }
}
