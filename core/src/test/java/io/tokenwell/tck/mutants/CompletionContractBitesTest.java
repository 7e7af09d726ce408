package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.RefreshCompletionContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class CompletionContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theCompletionContractBites() {
        return ContractMutants.of(RefreshCompletionContract.class)
                .passedBy(Good.class)
                .failedBy(KeepsClaim.class, "completingStoresTheCredentialsAndFreesTheClaim")
                .failedBy(IgnoresVersion.class, "aChangedVersionDefeatsTheCompletion")
                .failedBy(IgnoresRefreshToken.class, "aChangedRefreshTokenDefeatsTheCompletion")
                .failedBy(
                        NoCompareAndSet.class,
                        "aChangedVersionDefeatsTheCompletion",
                        "aChangedRefreshTokenDefeatsTheCompletion",
                        "afterAnotherOwnerCompletedTheStaleOneIsDefeated")
                .failedBy(CheckThenStore.class, "ofEightRacingCompletionsOneIsStored")
                .failedBy(DefeatFrees.class, "aDefeatedCompletionLeavesTheClaim")
                .failedBy(RefusesExpired.class, "anExpiredClaimCompletesAsLongAsTheRowIsUnchanged")
                .failedBy(FreesAnyones.class, "anExpiredClaimCompletesWithoutFreeingTheNextHolders")
                .failedBy(NotRepeatable.class, "repeatingACompletionWhoseReplyWasLostIsTrue")
                .failedBy(Resurrects.class, "completingAMissingRowIsFalseAndDoesNotBringItBack")
                .failedBy(WritesWholeRow.class, "onlyTheCredentialsAreWritten")
                .failedBy(WritesEverywhere.class, "otherAccountsAreLeftAlone")
                .failedBy(NullIsNeverEqual.class, "aRowWithoutVersionAndRefreshTokenIsCompletedWhileItHasNone")
                .failedBy(NumbersOnly.class, "aVersionStoredAsTextIsComparedToo")
                .failedBy(EagerComplete.class, "nothingIsStoredBeforeTheSubscription")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class KeepsClaim extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(new RefreshClaim(claim.account(), "nobody", true), redeemed);
        }
    }

    /** Completes as if the claim had read some values of the row just now. */
    abstract static class ComparesLess extends RepositoryUnderTest {
        abstract List<String> ignored();

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return find(claim.account().id())
                    .flatMap(row -> good.complete(adapted(claim, row), redeemed))
                    .defaultIfEmpty(false);
        }

        private RefreshClaim adapted(RefreshClaim claim, Account row) {
            Map<String, @Nullable Object> read =
                    new HashMap<>(claim.account().credentials().asMap());
            ignored().forEach(key -> read.put(key, row.credentials().asMap().get(key)));
            return new RefreshClaim(row.withCredentials(Credentials.of(read)), claim.owner(), true);
        }
    }

    static class IgnoresVersion extends ComparesLess {
        @Override
        List<String> ignored() {
            return List.of(Credentials.TOKEN_VERSION);
        }
    }

    static class IgnoresRefreshToken extends ComparesLess {
        @Override
        List<String> ignored() {
            return List.of(Credentials.REFRESH_TOKEN);
        }
    }

    static class NoCompareAndSet extends ComparesLess {
        @Override
        List<String> ignored() {
            return List.of(Credentials.TOKEN_VERSION, Credentials.REFRESH_TOKEN);
        }
    }

    static class CheckThenStore extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return find(claim.account().id()).map(row -> {
                boolean unchanged = row.credentials().equals(claim.account().credentials());
                Gap.open();
                if (unchanged) {
                    good.save(row.withCredentials(redeemed));
                }
                return unchanged;
            });
        }
    }

    static class DefeatFrees extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .flatMap(stored -> stored
                            ? Mono.just(true)
                            : good.abandon(claim).thenReturn(false).defaultIfEmpty(false));
        }
    }

    static class RefusesExpired extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return super.claim(new ClaimRequest(claim.account().id(), claim.owner(), LONG))
                    .flatMap(again -> again.granted() ? Mono.just(false) : good.complete(claim, redeemed))
                    .defaultIfEmpty(false);
        }
    }

    static class FreesAnyones extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .doOnNext(stored -> good.abandon(
                                    holders.getOrDefault(claim.account().id(), claim))
                            .subscribe());
        }
    }

    static class NotRepeatable extends RepositoryUnderTest {
        private final Set<String> completed = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .map(stored -> stored && completed.add(claim.account().id()));
        }
    }

    static class Resurrects extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return find(claim.account().id())
                    .switchIfEmpty(Mono.fromRunnable(() -> good.save(claim.account())))
                    .then(good.complete(claim, redeemed));
        }
    }

    static class WritesWholeRow extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .doOnNext(stored -> good.save(claim.account().withCredentials(redeemed)));
        }
    }

    static class WritesEverywhere extends RepositoryUnderTest {
        private final Map<String, Account> all = new ConcurrentHashMap<>();

        @Override
        public void store(Account account) {
            all.put(account.id(), account);
            super.store(account);
        }

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .doOnNext(stored -> all.values().forEach(row -> good.save(row.withCredentials(redeemed))));
        }
    }

    static class NullIsNeverEqual extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            Map<String, @Nullable Object> read = claim.account().credentials().asMap();
            return read.get(Credentials.TOKEN_VERSION) == null ? Mono.just(false) : good.complete(claim, redeemed);
        }
    }

    static class NumbersOnly extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            Map<String, @Nullable Object> read = claim.account().credentials().asMap();
            return read.get(Credentials.TOKEN_VERSION) instanceof String
                    ? Mono.just(false)
                    : good.complete(claim, redeemed);
        }
    }

    static class EagerComplete extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return Mono.justOrEmpty(good.complete(claim, redeemed).blockOptional());
        }
    }
}
