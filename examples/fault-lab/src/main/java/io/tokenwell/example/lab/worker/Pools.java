package io.tokenwell.example.lab.worker;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.example.lab.worker.Contestant.PoolFigures;

/** What a pool says of itself. */
public final class Pools {

    private Pools() {}

    /**
     * The figures of a pool.
     *
     * @param pool the pool
     * @return connections in use and waited for
     */
    public static PoolFigures figures(ConnectionPool pool) {
        return pool.getMetrics()
                .map(metrics -> new PoolFigures(metrics.acquiredSize(), metrics.pendingAcquireSize()))
                .orElseGet(() -> new PoolFigures(0, 0));
    }
}
