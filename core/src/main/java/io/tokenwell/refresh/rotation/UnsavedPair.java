package io.tokenwell.refresh.rotation;

import io.tokenwell.refresh.report.RotationNews;
import java.time.Duration;

/**
 * A rotation at risk in this process. {@code shared} tells whether what was kept would survive the process; {@code at}
 * is when the pair was last brought to safety.
 */
record UnsavedPair(boolean shared, Duration at, RotationNews news) {

    UnsavedPair again(boolean keptShared, Duration now) {
        return new UnsavedPair(keptShared, now, news);
    }

    /**
     * Merges another finding of the pair. The attempt that redeemed the pair reports it, though another attempt of this
     * process has found it as well.
     */
    UnsavedPair and(UnsavedPair other) {
        RotationNews own = news instanceof RotationNews.Own ? news : other.news;
        return new UnsavedPair(other.shared, other.at, own);
    }

    boolean safe(Duration keptFor, Duration now) {
        return shared && now.minus(at).compareTo(keptFor) < 0;
    }
}
