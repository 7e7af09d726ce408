package io.tokenwell.simulation;

import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RequestOutcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance with its real provider, and all that is told of it. */
final class Node implements RefreshObserver {

    final Instance instance;

    @Nullable
    RefreshingAccessTokenProvider built;

    @Nullable
    NearCache near;

    @Nullable
    RefreshAhead ahead;

    @Nullable
    Gauges levels;

    /** Calls that began, and that ended for their callers. */
    int begun;

    int answered;

    /** By account: what was told of its rotations. */
    final Map<Long, ToldRotations> rotations = new HashMap<>();

    /** By what it is for: when the work began that callers share now. */
    final Map<String, Long> workSince = new HashMap<>();

    /** By account: callers that wait. */
    final Map<Long, Integer> waiting = new HashMap<>();

    Node(Instance instance) {
        this.instance = instance;
    }

    RefreshingAccessTokenProvider provider() {
        RefreshingAccessTokenProvider provider = built;
        if (provider == null) {
            throw new IllegalStateException("not built yet");
        }
        return provider;
    }

    void waits(long account, int more) {
        waiting.merge(account, more, Integer::sum);
    }

    @Override
    public void bindTo(Gauges told) {
        levels = told;
    }

    @Override
    public void onRequest(RequestOutcome outcome) {
        answered++;
        if (outcome == RequestOutcome.UNEXPECTED) {
            instance.world.violated("unexpected", instance, "an error that should not get out");
        }
    }

    @Override
    public void onEvent(TokenEvent event) {
        if (instance.world.told()) {
            instance.world.tell(instance + " tells " + event);
        }
        rotations(Long.parseLong(event.accountId())).count(event);
    }

    ToldRotations rotations(long account) {
        return rotations.computeIfAbsent(account, id -> new ToldRotations());
    }

    @Override
    public String toString() {
        return instance.toString();
    }
}
