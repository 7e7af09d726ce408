package io.tokenwell.refresh.model;

import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RequestOutcome;

/** A token that a walk hands out, and where it came from. */
public record Served(CachedToken token, RequestOutcome from) {

    public static Served cached(CachedToken token) {
        return new Served(token, RequestOutcome.CACHE);
    }

    public static Served refreshed(CachedToken token) {
        return new Served(token, RequestOutcome.REFRESHED);
    }

    public static Served behind(CachedToken token) {
        return new Served(token, RequestOutcome.BEHIND);
    }

    /** Returns a stored token. One that is due counts as a fallback: it is left where a refresh was wanted. */
    public static Served stored(CachedToken token, Freshness freshness) {
        return new Served(token, freshness.due(token) ? RequestOutcome.FALLBACK : RequestOutcome.STORED);
    }

    /** Returns this token, counted as waited for if another process has brought it while the walk waited. */
    public Served after(Waiting waiting) {
        boolean anothers = from == RequestOutcome.CACHE || from == RequestOutcome.STORED;
        return anothers && waiting.count() > 0 ? new Served(token, RequestOutcome.WAITED) : this;
    }
}
