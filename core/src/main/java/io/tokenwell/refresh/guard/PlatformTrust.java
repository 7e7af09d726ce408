package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Trust;
import io.tokenwell.refresh.model.Trust.Doubted;
import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.refresh.settings.RefusalRules;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What this process believes of one platform, and which refreshes it lets through to the token endpoint. Safe for use
 * by any thread.
 */
final class PlatformTrust {

    private static final double JITTER = 0.2;

    private final String platform;
    private final RefusalRules rules;
    private final RefreshRuntime runtime;
    private final AtomicReference<State> state = new AtomicReference<>(new State(Trust.untried(), 0));
    private final Queue<Sinks.Empty<Void>> waiting = new ConcurrentLinkedQueue<>();

    private record State(Trust trust, int underWay) {}

    /** The answer to a refresh that wants to redeem. */
    sealed interface Admission {

        /** The refresh may redeem. The pass is to be given back. */
        record Pass(boolean probe) implements Admission {}

        /** The refresh has to wait: enough others are under way to tell whether the server is to be believed. */
        record Later() implements Admission {}

        /** No refresh may redeem now. */
        record Rest(Duration left, String reason) implements Admission {}
    }

    /** The trust before and after a change. */
    record Change(Trust before, Trust after) {

        boolean restBegan() {
            return after instanceof Resting && !(before instanceof Resting);
        }

        Set<AccountKey> markedBefore() {
            return before instanceof Doubted doubted ? doubted.marked() : Set.of();
        }
    }

    PlatformTrust(String platform, RefusalRules rules, RefreshRuntime runtime) {
        this.platform = platform;
        this.rules = rules;
        this.runtime = runtime;
    }

    String platform() {
        return platform;
    }

    Trust trust() {
        return now().trust();
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }

    Admission asked(AccountKey key) {
        Duration now = runtime.elapsed();
        while (true) {
            State before = now();
            Admission admission = admission(before, key, now);
            if (!(admission instanceof Admission.Pass pass) || state.compareAndSet(before, entered(before, pass))) {
                return admission;
            }
        }
    }

    private Admission admission(State now, AccountKey key, Duration time) {
        if (now.trust() instanceof Resting rest) {
            Duration left = rest.probeOf(key).minus(time);
            return rest.probing() || !(left.isNegative() || left.isZero())
                    ? new Admission.Rest(left.isNegative() ? Duration.ZERO : left, rest.reason())
                    : new Admission.Pass(true);
        }
        return now.underWay() < now.trust().allowed(rules.inARow()) ? new Admission.Pass(false) : new Admission.Later();
    }

    private static State entered(State before, Admission.Pass pass) {
        Trust trust = pass.probe() && before.trust() instanceof Resting rest ? rest.probing(true) : before.trust();
        return new State(trust, before.underWay() + 1);
    }

    void left(Admission.Pass pass) {
        state.updateAndGet(now -> new State(
                pass.probe() && now.trust() instanceof Resting rest ? rest.probing(false) : now.trust(),
                now.underWay() - 1));
        wake();
    }

    /** Completes when it is worth asking again. */
    Mono<Void> change(AccountKey key) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> changed = Sinks.empty();
            waiting.add(changed);
            // Asked once more, as the change may have come before this waiter listened.
            boolean worth = !(admission(now(), key, runtime.elapsed()) instanceof Admission.Later);
            return worth ? Mono.empty() : changed.asMono();
        });
    }

    /** Wakes those that wait now. A waiter that then asks in vain waits for the next change. */
    private void wake() {
        List<Sinks.Empty<Void>> woken = new ArrayList<>();
        for (Sinks.Empty<Void> next = waiting.poll(); next != null; next = waiting.poll()) {
            woken.add(next);
        }
        woken.forEach(Sinks.Empty::tryEmitEmpty);
    }

    void sent() {
        Duration now = runtime.elapsed();
        changed(trust -> trust instanceof Resting rest
                ? rest.sent(now, runtime.jittered(rest.pause(), JITTER), rules.longestPause())
                : trust);
    }

    /** Returns true if this success has ended a rest. */
    boolean succeeded() {
        Trust before = trust();
        if (before instanceof Trust.Proven) {
            return false;
        }
        Change change = changed(Trust::succeeded);
        wake();
        return change.before() instanceof Resting;
    }

    Change refused(AccountKey key, String reason) {
        Duration first = runtime.jittered(rules.firstPause(), JITTER);
        Resting rest =
                new Resting(Set.of(), rules.firstPause(), runtime.elapsed().plus(first), false, reason);
        Change change = changed(trust -> trust.refused(key, rules.inARow(), rest));
        wake();
        return change;
    }

    void refusedAgain(AccountKey key) {
        changed(trust -> trust.refusedAgain(key));
    }

    /** Returns false if the account may not stay marked. */
    boolean marked(AccountKey key) {
        Change change = changed(trust -> trust instanceof Doubted doubted ? doubted.marked(key) : trust);
        return !(change.after() instanceof Resting);
    }

    private Change changed(UnaryOperator<Trust> step) {
        State before = state.getAndUpdate(now -> new State(step.apply(now.trust()), now.underWay()));
        return new Change(before.trust(), step.apply(before.trust()));
    }
}
