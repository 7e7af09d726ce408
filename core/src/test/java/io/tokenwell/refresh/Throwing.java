package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** An observer that is broken all over: a class that it needs is missing, which Reactor lets pass without a signal. */
final class Throwing implements RefreshObserver {

    private static NoClassDefFoundError planted() {
        return new NoClassDefFoundError("planted");
    }

    @Override
    public void attached(Levels levels) {
        throw planted();
    }

    @Override
    public void answered(RequestOutcome outcome) {
        throw planted();
    }

    @Override
    public void contended(Held held) {
        throw planted();
    }

    @Override
    public void waited(Duration wait) {
        throw planted();
    }

    @Override
    public Redeeming redeeming(String platform, ContextView starter) {
        return new Redeeming() {
            @Override
            public Context within(Context endpoint) {
                throw planted();
            }

            @Override
            public void ended(RefreshResult result, Duration took, @Nullable Throwable failure) {
                throw planted();
            }
        };
    }

    @Override
    public void refreshed(RefreshResult result) {
        throw planted();
    }

    @Override
    public void lookedAhead(String platform, boolean answered) {
        throw planted();
    }

    @Override
    public void endedAhead(String platform, AheadOutcome outcome) {
        throw planted();
    }

    @Override
    public void told(TokenEvent event) {
        throw planted();
    }

    @Override
    public void unheard(TokenEvent event) {
        throw planted();
    }
}
