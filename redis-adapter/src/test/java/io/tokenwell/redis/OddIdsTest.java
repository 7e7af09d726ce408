package io.tokenwell.redis;

import io.tokenwell.tck.FreshIds;
import org.junit.jupiter.api.Nested;

/** The contracts on ids that are no numbers. */
class OddIdsTest {

    @Nested
    class Cache extends StandaloneTokenCacheTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }

    @Nested
    class Lock extends StandaloneRefreshLockTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }

    @Nested
    class Escrow extends StandaloneRotationEscrowTest {
        @Override
        public FreshIds ids() {
            return FreshIds.LONGEST_TEXTS;
        }
    }

    @Nested
    class Cooldown extends StandaloneRefreshCooldownTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }
}
