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

    /** One that is due is what is left where a refresh was wanted. */
    public static Served stored(CachedToken token, Freshness freshness) {
        return new Served(token, freshness.due(token) ? RequestOutcome.FALLBACK : RequestOutcome.STORED);
    }

    /** What others have brought while the walk waited is told so. */
    public Served after(Waiting waiting) {
        boolean anothers = from == RequestOutcome.CACHE || from == RequestOutcome.STORED;
        return anothers && waiting.count() > 0 ? new Served(token, RequestOutcome.WAITED) : this;
    }
}
