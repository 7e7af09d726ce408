package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.TokenwellRuntime;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets refreshes end after the web server has stopped, and before the connections do: Reactor's resources end in phase 0,
 * long before any bean is destroyed. It is waited for here, since the limit for a phase is not meant for rotated tokens.
 * Safe for use by any thread.
 */
final class SettledTokens implements SmartLifecycle {

    private static final int AFTER_THE_WEB_SERVER = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private final TokenwellRuntime runtime;
    private volatile boolean running;

    SettledTokens(TokenwellRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        runtime.settle();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_WEB_SERVER;
    }
}
