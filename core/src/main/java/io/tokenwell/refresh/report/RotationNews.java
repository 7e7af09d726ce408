package io.tokenwell.refresh.report;

import io.tokenwell.TokenEvent;
import java.util.function.LongFunction;

/** What is told of a rotation on its way into the table: by whoever redeemed it, and one end only. */
public sealed interface RotationNews {

    /** The table has taken it at once. */
    void stored();

    /** {@code news}: of the account with this id. */
    void report(LongFunction<TokenEvent> news);

    /** For whoever redeemed it; {@code onStored} runs when the table has taken it at once. */
    record Own(TokenEvents events, long accountId, Runnable onStored) implements RotationNews {

        @Override
        public void stored() {
            onStored.run();
        }

        @Override
        public void report(LongFunction<TokenEvent> news) {
            events.publish(news.apply(accountId));
        }
    }

    /** For whoever finishes what another attempt has left in escrow: that one tells of it, if it lives. */
    record Found() implements RotationNews {

        @Override
        public void stored() {}

        @Override
        public void report(LongFunction<TokenEvent> news) {}
    }
}
