package io.tokenwell.refresh.model;

import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Whether a platform's token endpoint answers, as far as this process has seen. Immutable. */
public sealed interface Reach {

    /** It answers; {@code failed} are the accounts whose redemptions have failed since its last answer. */
    record Up(Set<AccountKey> failed) implements Reach {}

    /** It does not answer. */
    record Down(Rest rest) implements Reach {}

    static Reach up() {
        return new Up(Set.of());
    }

    /** Returns the reach after an answer of any kind. */
    default Reach answered() {
        return up();
    }

    /**
     * Returns the reach after a redemption without an answer; {@code rest} is what follows if it is the last in a row
     * of so many. No probe starts before {@code notBefore}, which the endpoint may have asked for.
     */
    default Reach failed(AccountKey key, int inARow, Rest rest, Duration notBefore) {
        if (this instanceof Down down) {
            return new Down(down.rest().notBefore(notBefore));
        }
        Set<AccountKey> failed = new HashSet<>(((Up) this).failed());
        failed.add(key);
        return failed.size() >= inARow ? new Down(rest.notBefore(notBefore)) : new Up(Set.copyOf(failed));
    }
}
