package io.tokenwell.refresh.report;

import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * All observers as one. What one observer throws reaches neither the pipeline nor the others. That holds for an Error,
 * too: a class that an observer misses must not cost an account the refresh token that has just come.
 */
public final class Observers implements RefreshObserver {

    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final TroubleLog failing;
    private final RefreshObserver[] observers;

    private Observers(List<RefreshObserver> observers, RefreshRuntime runtime) {
        this.observers = observers.toArray(RefreshObserver[]::new);
        this.failing = new TroubleLog(log, "An observer failed, going on without it", runtime);
    }

    public static RefreshObserver of(List<RefreshObserver> observers, RefreshRuntime runtime) {
        return observers.isEmpty() ? NOOP : new Observers(observers, runtime);
    }

    @Override
    public void bindTo(Gauges levels) {
        each("bindTo", observer -> observer.bindTo(levels));
    }

    /** Does not use the common helper, because it is part of what a near hit costs. */
    @Override
    public void onRequest(RequestOutcome outcome) {
        for (RefreshObserver observer : observers) {
            try {
                observer.onRequest(outcome);
            } catch (Throwable broken) {
                failing.failed("onRequest", broken);
            }
        }
    }

    @Override
    public void onContention(Held held) {
        each("onContention", observer -> observer.onContention(held));
    }

    @Override
    public void onWait(Duration wait) {
        each("onWait", observer -> observer.onWait(wait));
    }

    @Override
    public Redeeming onRedemption(String platform, ContextView starter) {
        Redeeming all = Redeeming.NOOP;
        for (RefreshObserver observer : observers) {
            try {
                all = new Both(all, observer.onRedemption(platform, starter));
            } catch (Throwable broken) {
                failing.failed("onRedemption", broken);
            }
        }
        return all;
    }

    @Override
    public void onRefresh(RefreshResult result) {
        each("onRefresh", observer -> observer.onRefresh(result));
    }

    @Override
    public void onScan(String platform, boolean answered) {
        each("onScan", observer -> observer.onScan(platform, answered));
    }

    @Override
    public void onRefreshAhead(String platform, AheadOutcome outcome) {
        each("onRefreshAhead", observer -> observer.onRefreshAhead(platform, outcome));
    }

    @Override
    public void onEvent(TokenEvent event) {
        each("onEvent", observer -> observer.onEvent(event));
    }

    @Override
    public void onEventDropped(TokenEvent event) {
        each("onEventDropped", observer -> observer.onEventDropped(event));
    }

    private void each(String signal, Consumer<RefreshObserver> call) {
        for (RefreshObserver observer : observers) {
            guarded(signal, () -> call.accept(observer));
        }
    }

    private void guarded(String signal, Runnable call) {
        try {
            call.run();
        } catch (Throwable broken) {
            failing.failed(signal, broken);
        }
    }

    private final class Both implements Redeeming {

        private final Redeeming one;
        private final Redeeming other;

        Both(Redeeming one, Redeeming other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public Context contextFor(Context endpoint) {
            Context within = one.contextFor(endpoint);
            try {
                return other.contextFor(within);
            } catch (Throwable broken) {
                failing.failed("contextFor", broken);
                return within;
            }
        }

        @Override
        public void onEnd(RefreshResult result, Duration took, @Nullable Throwable failure) {
            one.onEnd(result, took, failure);
            guarded("onEnd", () -> other.onEnd(result, took, failure));
        }
    }
}
