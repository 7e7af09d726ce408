package io.tokenwell.memory;

import io.tokenwell.tck.FreshIds;
import org.junit.jupiter.api.Nested;

/** The contracts on ids that are no numbers. */
class OddIdsTest {

    @Nested
    class Accounts extends InMemoryAccountRepositoryTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }

    @Nested
    class AccountsByUuid extends InMemoryAccountRepositoryTest {
        @Override
        public FreshIds ids() {
            return FreshIds.UUIDS;
        }
    }

    @Nested
    class Cache extends InMemoryTokenCacheTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }

    @Nested
    class Lock extends InMemoryRefreshLockTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }

    @Nested
    class Escrow extends InMemoryRotationEscrowTest {
        @Override
        public FreshIds ids() {
            return FreshIds.LONGEST_TEXTS;
        }
    }

    @Nested
    class Cooldown extends InMemoryRefreshCooldownTest {
        @Override
        public FreshIds ids() {
            return FreshIds.ODD_TEXTS;
        }
    }
}
