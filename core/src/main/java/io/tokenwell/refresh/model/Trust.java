package io.tokenwell.refresh.model;

import io.tokenwell.spi.AccountKey;
import java.util.HashSet;
import java.util.Set;

/** Whether this process believes what a platform's server says of single accounts. Immutable. */
public sealed interface Trust {

    /** Returns the trust of a process that has just started and knows nothing yet. */
    static Trust untried() {
        return new Doubted(Set.of(), Set.of(), Set.of());
    }

    /**
     * The last answer brought tokens. {@code again} are accounts that were refused during a rest, so that their next
     * refusal is no news.
     */
    record Proven(Set<AccountKey> again) implements Trust {}

    /**
     * No answer has brought tokens since these accounts were refused; {@code marked} are those that were marked since.
     */
    record Doubted(Set<AccountKey> refused, Set<AccountKey> marked, Set<AccountKey> again) implements Trust {

        public Trust marked(AccountKey key) {
            return new Doubted(refused, with(marked, key), again);
        }
    }

    /** Nothing is believed but an answer that brings tokens. */
    record Resting(Rest rest) implements Trust {}

    /**
     * Returns how many accounts may be redeemed at once: no more than it takes to tell whether the server is to be
     * believed.
     */
    default int allowed(int inARow) {
        return this instanceof Doubted doubted
                ? Math.max(1, inARow - doubted.refused().size())
                : Integer.MAX_VALUE;
    }

    default Trust succeeded() {
        if (this instanceof Resting resting) {
            return new Proven(resting.rest().tried());
        }
        return this instanceof Doubted doubted ? new Proven(doubted.again()) : this;
    }

    /** Returns the trust after an account was refused, where that was no news. */
    default Trust refusedAgain(AccountKey key) {
        return this instanceof Proven proven ? new Proven(without(proven.again(), key)) : this;
    }

    default boolean expects(AccountKey key) {
        return again().contains(key);
    }

    /**
     * Returns the trust after an account was refused; {@code rest} is what follows if it is the last in a row of so
     * many.
     */
    default Trust refused(AccountKey key, int inARow, Rest rest) {
        if (this instanceof Resting resting) {
            return new Resting(resting.rest().tried(key));
        }
        Doubted before = this instanceof Doubted doubted ? doubted : new Doubted(Set.of(), Set.of(), again());
        Set<AccountKey> refused = with(before.refused(), key);
        return refused.size() >= inARow
                ? new Resting(new Rest(refused, rest.pause(), rest.nextProbe(), false, rest.reason()))
                : new Doubted(refused, before.marked(), before.again());
    }

    private Set<AccountKey> again() {
        if (this instanceof Doubted doubted) {
            return doubted.again();
        }
        return this instanceof Proven proven ? proven.again() : Set.of();
    }

    private static Set<AccountKey> with(Set<AccountKey> keys, AccountKey key) {
        Set<AccountKey> more = new HashSet<>(keys);
        more.add(key);
        return Set.copyOf(more);
    }

    private static Set<AccountKey> without(Set<AccountKey> keys, AccountKey key) {
        Set<AccountKey> less = new HashSet<>(keys);
        less.remove(key);
        return Set.copyOf(less);
    }
}
