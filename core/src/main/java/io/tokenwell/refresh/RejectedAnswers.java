package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.RejectionPauses;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.RejectedToken;
import io.tokenwell.spi.AccountKey;
import java.util.Optional;

/** Tells why a rejected token is not replaced by another one. */
final class RejectedAnswers {

    private final AccountRules rules;
    private final Cooldowns cooldowns;
    private final RejectionPauses pauses;

    RejectedAnswers(AccountRules rules, Cooldowns cooldowns, RejectionPauses pauses) {
        this.rules = rules;
        this.cooldowns = cooldowns;
        this.pauses = pauses;
    }

    /** Returns why not, as far as this process knows without asking; empty if the stores have to be asked. */
    Optional<RuntimeException> known(AccountKey key, RejectedToken rejected) {
        return pauses.known(key, rejected);
    }

    /**
     * Returns why not, after a walk that found only the rejected token; {@code account} is the newest account that it
     * knows.
     */
    RuntimeException stillRejected(Account account, OtherThan demand) {
        AccountKey key = demand.key();
        return cooldowns
                .known(key)
                .map(cooldown -> pauses.refused(key, demand.rejected(), cooldown.left(), reason(key, cooldown)))
                .orElseGet(() -> RejectionPauses.stillThere(
                        key.accountId(),
                        rules.refreshed(account)
                                ? "no refresh has brought another one in time"
                                : "its own client refreshes it",
                        null));
    }

    private static RuntimeException reason(AccountKey key, Cooldowns.Entry cooldown) {
        return cooldown.reason() instanceof ReauthorizationRequiredException loggedOut
                ? loggedOut
                : RejectionPauses.stillThere(
                        key.accountId(), "the next refresh may start after a cooldown", cooldown.reason());
    }
}
