package io.tokenwell.example.kit.spring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets refreshes end after the web server has stopped, and before the connections do: Reactor's resources end in phase 0,
 * long before any bean is destroyed. It is waited for here, since the limit for a phase is not meant for rotated tokens.
 * Safe for use by any thread.
 */
final class SettledTokens implements SmartLifecycle {

    private static final int AFTER_THE_WEB_SERVER = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private final Runnable settling;
    private volatile boolean running;
    private volatile boolean settled;

    SettledTokens(Runnable settling) {
        this.settling = settling;
    }

    @Override
    public void start() {
        if (settled) {
            throw new IllegalStateException("The tokens have settled for good: begin again with a new context");
        }
        running = true;
    }

    @Override
    public void stop() {
        settled = true;
        settling.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What has settled does not go on. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_WEB_SERVER;
    }
}
