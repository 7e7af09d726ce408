package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.AccountReadingContract;
import io.tokenwell.tck.AccountRepositoryOutageContract;
import io.tokenwell.tck.ContractMutants;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class ReadingContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theReadingContractBites() {
        return ContractMutants.of(AccountReadingContract.class, AccountRepositoryOutageContract.class)
                .passedBy(Good.class)
                .failedBy(ForgetsColumns.class, "findEmitsEveryColumnOfTheRow")
                .failedBy(MissingAsError.class, "findOfAMissingRowIsEmpty")
                .failedBy(
                        CachedRows.class,
                        "findEmitsTheRowAsItIsNowAndLeavesOlderSnapshotsAlone",
                        "findOfARemovedRowIsEmpty")
                .failedBy(BinaryFractions.class, "everyKindOfJsonSurvivesReading")
                .failedBy(DropsNulls.class, "everyKindOfJsonSurvivesACompletion")
                .failedBy(EagerFind.class, "findReadsNothingBeforeItIsSubscribedToAndAnewEachTime")
                .failedBy(CachedFind.class, "findReadsNothingBeforeItIsSubscribedToAndAnewEachTime")
                .failedBy(WedgedByCancel.class, "cancelledCallsLeaveTheRepositoryUsable")
                .failedBy(
                        OutageAsEmpty.class,
                        "findingWithoutStoreIsATypedError",
                        "claimingWithoutStoreIsATypedError",
                        "completingWithoutStoreIsATypedErrorThatShowsNoToken",
                        "abandoningWithoutStoreIsATypedError",
                        "postponingWithoutStoreIsATypedError")
                .failedBy(OutageUntyped.class, "findingWithoutStoreIsATypedError")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class ForgetsColumns extends RepositoryUnderTest {
        @Override
        Mono<Account> find(String accountId) {
            return good.findById(accountId).map(row -> Account.active(row.id(), row.platform(), row.credentials()));
        }
    }

    static class MissingAsError extends RepositoryUnderTest {
        @Override
        Mono<Account> find(String accountId) {
            return good.findById(accountId).switchIfEmpty(Mono.error(() -> new IllegalStateException("no row")));
        }
    }

    static class CachedRows extends RepositoryUnderTest {
        private final Map<String, Account> seen = new ConcurrentHashMap<>();

        @Override
        Mono<Account> find(String accountId) {
            return Mono.defer(() -> Mono.justOrEmpty(seen.get(accountId))
                    .switchIfEmpty(good.findById(accountId).doOnNext(row -> seen.put(accountId, row))));
        }

        @Override
        public void store(Account account) {
            seen.putIfAbsent(account.id(), account);
            super.store(account);
        }
    }

    static class BinaryFractions extends RepositoryUnderTest {
        @Override
        Mono<Account> find(String accountId) {
            return good.findById(accountId).map(row -> row.withCredentials(bent(row.credentials())));
        }

        private static Credentials bent(Credentials exact) {
            Map<String, @Nullable Object> bent = new LinkedHashMap<>(exact.asMap());
            bent.replaceAll((key, value) -> value instanceof BigDecimal decimal ? decimal.doubleValue() : value);
            return Credentials.of(bent);
        }
    }

    static class DropsNulls extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(redeemed.asMap());
            rest.values().removeIf(Objects::isNull);
            return good.complete(claim, Credentials.of(rest));
        }
    }

    static class EagerFind extends RepositoryUnderTest {
        @Override
        Mono<Account> find(String accountId) {
            return Mono.justOrEmpty(good.findById(accountId).blockOptional());
        }
    }

    static class CachedFind extends RepositoryUnderTest {
        @Override
        Mono<Account> find(String accountId) {
            return good.findById(accountId).cache();
        }
    }

    static class WedgedByCancel extends RepositoryUnderTest {
        private volatile boolean wedged;

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return Mono.delay(Duration.ofMillis(1))
                    .then(good.claimRefresh(request))
                    .doOnCancel(() -> wedged = true);
        }

        @Override
        Mono<Account> find(String accountId) {
            return Mono.defer(() -> wedged ? Mono.error(new IllegalStateException("wedged")) : super.find(accountId));
        }
    }

    static class OutageAsEmpty extends RepositoryUnderTest {
        @Override
        <T> Mono<T> outage(String accountId) {
            return Mono.empty();
        }
    }

    static class OutageUntyped extends RepositoryUnderTest {
        @Override
        <T> Mono<T> outage(String accountId) {
            return Mono.error(new IllegalStateException("no route to host"));
        }
    }
}
