package io.tokenwell.tck.mutants;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class CacheContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theCacheContractBites() {
        return ContractMutants.of(TokenCacheContract.class, TokenCacheOutageContract.class)
                .passedBy(Good.class)
                .failedBy(CacheSubscriptionMutants.EagerPut.class, "nothingIsWrittenBeforeSubscription")
                .failedBy(CacheSubscriptionMutants.EagerEvict.class, "nothingIsEvictedBeforeSubscription")
                .failedBy(CacheSubscriptionMutants.CachedRead.class, "eachReadAsksAnew")
                .failedBy(CacheSubscriptionMutants.CachedWrite.class, "eachWriteAndEvictionIsAnAttemptOfItsOwn")
                .failedBy(CacheSubscriptionMutants.FrozenDeadline.class, "aLifeBeginsAtSubscription")
                .failedBy(
                        CacheSubscriptionMutants.PeeksAtTheLastWrite.class,
                        "whatIsHandedOutWithoutAskingIsWhatTheStoreHas",
                        "deadTokensAndWhatCannotGoOnAHeaderAreNotHandedOutWithoutAsking")
                .failedBy(OlderWins.class, "anOlderVersionIsRefusedAndChangesNothing")
                .failedBy(SaysStored.class, "anOlderVersionIsRefusedAndChangesNothing")
                .failedBy(FirstWins.class, "aNewerVersionReplaces", "anEqualVersionReplaces")
                .failedBy(EqualRefused.class, "anEqualVersionReplaces")
                .failedBy(DoubleVersions.class, "versionsCompareOverTheWholeRangeOfALong")
                .failedBy(CacheSubscriptionMutants.CheckThenPut.class, "ofRacingWritesTheNewestStays")
                .failedBy(
                        IgnoresTtl.class,
                        "anEntryLivesAsLongAsItWasGivenToTheMillisecond",
                        "anExpiredEntryHindersNobody")
                .failedBy(WholeSeconds.class, "anEntryLivesAsLongAsItWasGivenToTheMillisecond")
                .failedBy(RefusalProlongs.class, "aRefusedWriteDoesNotProlongALife")
                .failedBy(KeepsOldLife.class, "anAcceptedWriteStartsANewLife")
                .failedBy(NeverEvicts.class, "anEvictedTokenIsGoneAndAnOlderOneIsWelcome")
                .failedBy(LoudEvict.class, "evictingWhatIsNotThereIsQuiet")
                .failedBy(OneForAll.class, "accountsDoNotTouchEachOther")
                .failedBy(NoExpiry.class, "tokenVersionAndExpiryComeBackAsStored")
                .failedBy(TokenTrimmed.class, "tokenVersionAndExpiryComeBackAsStored")
                .failedBy(ExpiryDemanded.class, "anUnknownExpiryComesBackAsUnknown")
                .failedBy(MissAsError.class, "anAccountThatWasNeverStoredIsEmpty")
                .failedBy(CacheSubscriptionMutants.WedgedByCancel.class, "cancellingLeavesTheCacheUsable")
                .failedBy(
                        OutageAsMiss.class,
                        "readingWithoutStoreIsATypedError",
                        "writingWithoutStoreIsATypedError",
                        "evictingWithoutStoreIsATypedError")
                .proof();
    }

    static class Good extends CacheUnderTest {}

    static class OlderWins extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.evict(key).then(good.put(key, token, timeToLive));
        }
    }

    static class SaysStored extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, timeToLive).thenReturn(true);
        }
    }

    static class FirstWins extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.get(key).map(found -> false).switchIfEmpty(Mono.defer(() -> good.put(key, token, timeToLive)));
        }
    }

    static class EqualRefused extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.get(key)
                    .filter(found -> found.version() == token.version())
                    .map(found -> false)
                    .switchIfEmpty(Mono.defer(() -> good.put(key, token, timeToLive)));
        }
    }

    /** What a script that says tonumber() does. */
    static class DoubleVersions extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.get(key)
                    .filter(found -> (double) found.version() <= (double) token.version())
                    .flatMap(found -> good.evict(key))
                    .then(Mono.defer(() -> good.put(key, token, timeToLive)));
        }
    }

    static class IgnoresTtl extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, Duration.ofDays(365));
        }
    }

    static class WholeSeconds extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, Duration.ofSeconds(timeToLive.toSeconds()));
        }
    }

    static class RefusalProlongs extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, timeToLive)
                    .flatMap(stored -> good.get(key)
                            .flatMap(found -> good.put(key, found, timeToLive))
                            .thenReturn(stored));
        }
    }

    static class KeepsOldLife extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.get(key)
                    .filter(token::equals)
                    .map(found -> true)
                    .switchIfEmpty(Mono.defer(() -> good.put(key, token, timeToLive)));
        }
    }

    static class NeverEvicts extends CacheUnderTest {
        @Override
        Mono<Void> evict(AccountKey key) {
            return Mono.empty();
        }
    }

    static class LoudEvict extends CacheUnderTest {
        @Override
        Mono<Void> evict(AccountKey key) {
            return good.get(key)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("no entry")))
                    .then(good.evict(key));
        }
    }

    static class OneForAll extends CacheUnderTest {
        private final AccountKey all = new AccountKey(0);

        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(all);
        }

        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(all, token, timeToLive);
        }
    }

    static class NoExpiry extends CacheUnderTest {
        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(key).map(found -> new CachedToken(found.token(), found.version(), null));
        }
    }

    static class ExpiryDemanded extends CacheUnderTest {
        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(key).doOnNext(found -> Objects.requireNonNull(found.expiresAt(), "expiry"));
        }
    }

    static class MissAsError extends CacheUnderTest {
        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(key).switchIfEmpty(Mono.error(() -> new IllegalStateException("miss")));
        }
    }

    static class OutageAsMiss extends CacheUnderTest {
        @Override
        <T> Mono<T> outage(AccountKey key) {
            return Mono.empty();
        }
    }

    static class TokenTrimmed extends CacheUnderTest {
        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(key)
                    .map(found -> new CachedToken(
                            Secret.of(found.token().expose().strip()), found.version(), found.expiresAt()));
        }
    }
}
