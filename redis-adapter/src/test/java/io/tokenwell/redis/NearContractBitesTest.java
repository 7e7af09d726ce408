package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.NearCacheContract;
import io.tokenwell.tck.NearCacheOutageContract;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.scheduler.Schedulers;

/** The near cache with one protection taken out is caught, and each clause of its contract can fail. */
class NearContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theContractBites() {
        return ContractMutants.of(NearCacheOutageContract.class)
                .passedBy(Good.class)
                .failedBy(
                        DeafToDisconnection.class,
                        "whileAnnouncementsAreCutNothingIsKnown",
                        "whatWasReplacedWhileTheyWereCutIsNotKnownWhenTheyAreBack",
                        "whileTheyAreStalledWhatIsReplacedIsServedNoLongerThanTheBound")
                .failedBy(DeafToChanges.class, "aReplacedTokenIsForgotten", "changesElsewhereAreTold")
                .failedBy(KeepsWhatWasOvertaken.class, "aReadOvertakenByAnAnnouncementIsNotKept")
                .failedBy(
                        KeepsForDays.class,
                        "anEntryIsKnownNoLongerThanTheStoreKeepsItThoughItsEndIsNotAnnounced",
                        "aTokenIsKnownNoLongerThanItLives")
                .failedBy(TrustsItsOwnWrites.class, "whatThisInstanceWritesItReadsThoughNothingIsAnnounced")
                .failedBy(ForgetsLater.class, "aTokenIsForgottenBeforeItsChangeIsTold")
                .failedBy(KnowsNothing.class, "whatWasReadIsKnown")
                .failedBy(KnowsTooMuch.class, "whatWasNotReadIsNotKnown", "aTokenPastItsExpiryIsNotKnown")
                .proof();
    }

    static class Good extends NearUnderTest {

        @Override
        public Duration announced() {
            return Duration.ofSeconds(5);
        }
    }

    static class DeafToDisconnection extends NearUnderTest {

        @Override
        void lost(Entries real) {
            // Nothing is evicted.
        }

        @Override
        void alive(TrackingListener real, Moment asOf) {
            real.alive(asOf.plus(TTL));
        }

        @Override
        void tracked(Entries real) {
            if (!real.isTracked()) {
                super.tracked(real);
            }
        }
    }

    /** What never comes is not worth a long wait, of which such a mutant has one in nearly each clause. */
    abstract static class NeverThere extends NearUnderTest {

        @Override
        public Duration announced() {
            return Duration.ofMillis(200);
        }
    }

    static class DeafToChanges extends NeverThere {

        @Override
        TrackingListener heard(TrackingListener real) {
            TrackingListener all = super.heard(real);
            return new TrackingListener() {
                @Override
                public Moment now() {
                    return all.now();
                }

                @Override
                public void alive(Moment asOf) {
                    all.alive(asOf);
                }

                @Override
                public void tracked() {
                    all.tracked();
                }

                @Override
                public void lost() {
                    all.lost();
                }

                @Override
                public void changed(String redisKey) {
                    // Not listening.
                }

                @Override
                public void allChanged() {
                    all.allChanged();
                }
            };
        }
    }

    static class KeepsWhatWasOvertaken extends NearUnderTest {

        @Override
        void keep(Entries real, AccountKey key, CachedToken token, Duration life, NearEntries.Look look) {
            super.keep(real, key, token, life, real.look(key));
        }
    }

    static class KeepsForDays extends NearUnderTest {

        @Override
        void keep(Entries real, AccountKey key, CachedToken token, Duration life, NearEntries.Look look) {
            super.keep(real, key, token, Duration.ofDays(1), look);
        }
    }

    static class TrustsItsOwnWrites extends NearUnderTest {

        @Override
        void forget(Entries real, AccountKey key) {
            if (isAnnouncing()) {
                super.forget(real, key);
            }
        }
    }

    static class ForgetsLater extends NearUnderTest {

        @Override
        void forget(Entries real, AccountKey key) {
            Schedulers.parallel().schedule(() -> super.forget(real, key), 50, TimeUnit.MILLISECONDS);
        }
    }

    static class KnowsNothing extends NeverThere {

        @Override
        @Nullable
        CachedToken find(Entries real, AccountKey key) {
            return null;
        }
    }

    static class KnowsTooMuch extends NeverThere {

        @Override
        @Nullable
        CachedToken find(Entries real, AccountKey key) {
            return NearCacheContract.lasting(1);
        }
    }
}
