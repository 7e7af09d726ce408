package io.tokenwell.tck.mutants;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Cooldowns that are told otherwise than they were started. */
final class CooldownAnswerMutants {

    private CooldownAnswerMutants() {}

    static SharedCooldown lasting(SharedCooldown shared, Duration length) {
        Cooldown cooldown = shared.cooldown();
        return new SharedCooldown(shared.version(), new Cooldown(cooldown.reason(), length, cooldown.outcomeUnknown()));
    }

    static Duration length(SharedCooldown shared) {
        return shared.cooldown().length();
    }

    abstract static class Found extends CooldownUnderTest {
        private final UnaryOperator<SharedCooldown> changed;

        Found(UnaryOperator<SharedCooldown> changed) {
            this.changed = changed;
        }

        @Override
        Mono<SharedCooldown> find(AccountKey key) {
            return good.find(key).map(changed);
        }
    }

    static class WholeLengthTold extends Found {
        WholeLengthTold() {
            super(found -> lasting(found, MINUTE));
        }
    }

    static class ReasonCut extends Found {
        ReasonCut() {
            super(found -> new SharedCooldown(found.version(), new Cooldown("cut", length(found), true)));
        }
    }

    static class FlagLost extends Found {
        FlagLost() {
            super(found -> new SharedCooldown(
                    found.version(), new Cooldown(found.cooldown().reason(), length(found), false)));
        }
    }

    static class VersionLost extends Found {
        VersionLost() {
            super(found -> new SharedCooldown(0, found.cooldown()));
        }
    }
}
