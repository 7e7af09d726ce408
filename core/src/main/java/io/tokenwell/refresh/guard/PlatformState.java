package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.Reach;
import io.tokenwell.refresh.model.Reach.Down;
import io.tokenwell.refresh.model.Rest;
import io.tokenwell.refresh.model.Trust;
import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one platform. Immutable.
 *
 * @param trust whether its server's refusals are believed
 * @param reach whether its server answers
 * @param underWay how many refreshes have a pass
 */
record PlatformState(Trust trust, Reach reach, int underWay) {

    static PlatformState unknown() {
        return new PlatformState(Trust.untried(), Reach.up(), 0);
    }

    /** Returns the rest that holds now, or null. A refusal says more than silence. */
    @Nullable
    Rest rest() {
        if (trust instanceof Resting resting) {
            return resting.rest();
        }
        return reach instanceof Down down ? down.rest() : null;
    }

    Admission admission(AccountKey key, Duration time, int inARow) {
        Rest rest = rest();
        if (rest == null) {
            return underWay < allowed(inARow) ? new Admission.Pass(false) : new Admission.Later();
        }
        Duration left = rest.probeOf(key).minus(time);
        return rest.probing() || left.compareTo(Duration.ZERO) > 0
                ? new Admission.Closed(
                        left.isNegative() ? Duration.ZERO : left, rest.reason(), trust instanceof Resting)
                : new Admission.Pass(true);
    }

    /** Where every refusal is believed, nobody has to wait for the first answers. */
    private int allowed(int inARow) {
        return inARow == 0 ? Integer.MAX_VALUE : trust.allowed(inARow);
    }

    PlatformState entered(Admission.Pass pass) {
        PlatformState after = pass.probe() ? resting(rest -> rest.probing(true)) : this;
        return new PlatformState(after.trust, after.reach, underWay + 1);
    }

    PlatformState left(Admission.Pass pass) {
        PlatformState after = pass.probe() ? resting(rest -> rest.probing(false)) : this;
        return new PlatformState(after.trust, after.reach, underWay - 1);
    }

    /** Changes the rest that holds now, if there is one. */
    PlatformState resting(UnaryOperator<Rest> step) {
        if (trust instanceof Resting resting) {
            return with(new Resting(step.apply(resting.rest())));
        }
        return reach instanceof Down down ? with(new Down(step.apply(down.rest()))) : this;
    }

    PlatformState with(Trust other) {
        return new PlatformState(other, reach, underWay);
    }

    PlatformState with(Reach other) {
        return new PlatformState(trust, other, underWay);
    }
}
