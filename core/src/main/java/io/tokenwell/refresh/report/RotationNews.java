package io.tokenwell.refresh.report;

import io.tokenwell.TokenEvent;
import java.util.function.Function;

/** What is reported of a rotation on its way into the table: by the attempt that redeemed it, and only one end. */
public sealed interface RotationNews {

    /** Reports that the table has taken the rotation at once. */
    void stored();

    /** Reports what {@code news} makes of the account's id. */
    void report(Function<String, TokenEvent> news);

    /** For the attempt that redeemed the rotation; {@code onStored} runs when the table has taken it at once. */
    record Own(TokenEvents events, String accountId, Runnable onStored) implements RotationNews {

        @Override
        public void stored() {
            onStored.run();
        }

        @Override
        public void report(Function<String, TokenEvent> news) {
            events.publish(news.apply(accountId));
        }
    }

    /**
     * For an attempt that finishes what another one has left in escrow: that other one reports it, if its process
     * lives.
     */
    record Found() implements RotationNews {

        @Override
        public void stored() {}

        @Override
        public void report(Function<String, TokenEvent> news) {}
    }
}
