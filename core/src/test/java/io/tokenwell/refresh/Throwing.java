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
public final class Throwing implements RefreshObserver {

    private static NoClassDefFoundError planted() {
        return new NoClassDefFoundError("planted");
    }

    @Override
    public void bindTo(Gauges levels) {
        throw planted();
    }

    @Override
    public void onRequest(RequestOutcome outcome) {
        throw planted();
    }

    @Override
    public void onContention(Held held) {
        throw planted();
    }

    @Override
    public void onWait(Duration wait) {
        throw planted();
    }

    @Override
    public Redeeming onRedemption(String platform, ContextView starter) {
        return new Redeeming() {
            @Override
            public Context contextFor(Context endpoint) {
                throw planted();
            }

            @Override
            public void onEnd(RefreshResult result, Duration took, @Nullable Throwable failure) {
                throw planted();
            }
        };
    }

    @Override
    public void onRefresh(RefreshResult result) {
        throw planted();
    }

    @Override
    public void onScan(String platform, boolean answered) {
        throw planted();
    }

    @Override
    public void onRefreshAhead(String platform, AheadOutcome outcome) {
        throw planted();
    }

    @Override
    public void onEvent(TokenEvent event) {
        throw planted();
    }

    @Override
    public void onEventDropped(TokenEvent event) {
        throw planted();
    }
}
