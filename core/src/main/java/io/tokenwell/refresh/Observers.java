package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
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
 * All observers as one. What one of them throws reaches neither the pipeline nor the others; Errors are no exception: a class
 * that an observer misses must not cost an account the refresh token that has just come.
 */
final class Observers implements RefreshObserver {

    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final TroubleLog failing;
    private final RefreshObserver[] observers;

    private Observers(List<RefreshObserver> observers, RefreshRuntime runtime) {
        this.observers = observers.toArray(RefreshObserver[]::new);
        this.failing = new TroubleLog(log, "An observer failed, going on without it", runtime);
    }

    static RefreshObserver of(List<RefreshObserver> observers, RefreshRuntime runtime) {
        return observers.isEmpty() ? NONE : new Observers(observers, runtime);
    }

    @Override
    public void attached(Levels levels) {
        each("attached", observer -> observer.attached(levels));
    }

    /** Spelled out, as it is part of what a near hit costs. */
    @Override
    public void answered(RequestOutcome outcome) {
        for (RefreshObserver observer : observers) {
            try {
                observer.answered(outcome);
            } catch (Throwable broken) {
                failing.failed("answered", broken);
            }
        }
    }

    @Override
    public void contended(Held held) {
        each("contended", observer -> observer.contended(held));
    }

    @Override
    public void waited(Duration wait) {
        each("waited", observer -> observer.waited(wait));
    }

    @Override
    public Redeeming redeeming(String platform, ContextView starter) {
        Redeeming all = Redeeming.UNHEARD;
        for (RefreshObserver observer : observers) {
            try {
                all = new Both(all, observer.redeeming(platform, starter));
            } catch (Throwable broken) {
                failing.failed("redeeming", broken);
            }
        }
        return all;
    }

    @Override
    public void refreshed(RefreshResult result) {
        each("refreshed", observer -> observer.refreshed(result));
    }

    @Override
    public void lookedAhead(String platform, boolean answered) {
        each("lookedAhead", observer -> observer.lookedAhead(platform, answered));
    }

    @Override
    public void endedAhead(String platform, AheadOutcome outcome) {
        each("endedAhead", observer -> observer.endedAhead(platform, outcome));
    }

    @Override
    public void told(TokenEvent event) {
        each("told", observer -> observer.told(event));
    }

    @Override
    public void unheard(TokenEvent event) {
        each("unheard", observer -> observer.unheard(event));
    }

    private void each(String signal, Consumer<RefreshObserver> telling) {
        for (RefreshObserver observer : observers) {
            guarded(signal, () -> telling.accept(observer));
        }
    }

    private void guarded(String signal, Runnable telling) {
        try {
            telling.run();
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
        public Context within(Context endpoint) {
            Context within = one.within(endpoint);
            try {
                return other.within(within);
            } catch (Throwable broken) {
                failing.failed("within", broken);
                return within;
            }
        }

        @Override
        public void ended(RefreshResult result, Duration took, @Nullable Throwable failure) {
            one.ended(result, took, failure);
            guarded("ended", () -> other.ended(result, took, failure));
        }
    }
}
