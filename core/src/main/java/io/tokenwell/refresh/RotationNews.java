package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
import java.util.function.LongFunction;

/** What is told of a rotation on its way into the table: by whoever redeemed it, and one end only. */
sealed interface RotationNews {

    /** The table has taken it at once. */
    void stored();

    /** {@code news}: of the account with this id. */
    void tell(LongFunction<TokenEvent> news);

    /** For whoever redeemed it; {@code told} tells that the table has taken it at once. */
    record Own(TokenEvents events, long accountId, Runnable told) implements RotationNews {

        @Override
        public void stored() {
            told.run();
        }

        @Override
        public void tell(LongFunction<TokenEvent> news) {
            events.tell(news.apply(accountId));
        }
    }

    /** For whoever finishes what another attempt has left in escrow: that one tells of it, if it lives. */
    record Found() implements RotationNews {

        @Override
        public void stored() {}

        @Override
        public void tell(LongFunction<TokenEvent> news) {}
    }
}
