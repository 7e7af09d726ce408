package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.CompletionEditsContract;
import io.tokenwell.tck.ContractMutants;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class EditsContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theEditsContractBites() {
        return ContractMutants.of(CompletionEditsContract.class)
                .passedBy(Good.class)
                .failedBy(WritesWholeDocument.class, "editsOfKeysThatTheRedemptionDidNotTouchSurviveIt")
                .failedBy(EditWins.class, "ofAKeyThatBothChangedTheRedemptionsValueWins")
                .failedBy(NeverRemoves.class, "aKeyThatTheRedemptionDroppedIsGone")
                .failedBy(NullIsNoChange.class, "aChangeToNullIsAChange")
                .failedBy(RepeatsWholeOnly.class, "aRepetitionAfterAnEditOfAnotherKeyIsTrueAndLeavesTheEdit")
                .failedBy(RepeatsByVersion.class, "aRepetitionAfterAnEditOfWhatTheRedemptionWroteIsFalse")
                .failedBy(NoChangeIsDone.class, "storingWhatWasReadIsNotARepetitionOnAChangedRow")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    /** A mutant that looks at the row before it completes. */
    abstract static class Looking extends RepositoryUnderTest {
        abstract boolean completed(Account row, RefreshClaim claim, Credentials redeemed);

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return find(claim.account().id())
                    .map(row -> completed(row, claim, redeemed))
                    .defaultIfEmpty(false);
        }

        final boolean well(RefreshClaim claim, Credentials redeemed) {
            return Boolean.TRUE.equals(good.complete(claim, redeemed).block());
        }
    }

    static class WritesWholeDocument extends Looking {
        @Override
        boolean completed(Account row, RefreshClaim claim, Credentials redeemed) {
            boolean isFirst = row.credentials().tokenVersion() != redeemed.tokenVersion();
            boolean stored = well(claim, redeemed);
            if (stored && isFirst) {
                good.save(row.withCredentials(redeemed));
            }
            return stored;
        }
    }

    static class EditWins extends Looking {
        @Override
        boolean completed(Account row, RefreshClaim claim, Credentials redeemed) {
            Credentials read = claim.account().credentials();
            Map<String, @Nullable Object> edited =
                    new LinkedHashMap<>(row.credentials().asMap());
            edited.entrySet()
                    .removeIf(entry ->
                            Objects.equals(entry.getValue(), read.asMap().get(entry.getKey())));
            boolean stored = well(claim, redeemed);
            good.save(row.withCredentials(found(row.id()).credentials().with(edited)));
            return stored;
        }
    }

    static class NeverRemoves extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, claim.account().credentials().with(redeemed.asMap()));
        }
    }

    static class NullIsNoChange extends RepositoryUnderTest {
        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(redeemed.asMap());
            rest.values().removeIf(Objects::isNull);
            return good.complete(claim, Credentials.of(rest));
        }
    }

    static class RepeatsWholeOnly extends Looking {
        @Override
        boolean completed(Account row, RefreshClaim claim, Credentials redeemed) {
            boolean isFirst = row.credentials().tokenVersion() != redeemed.tokenVersion();
            return (isFirst || row.credentials().equals(redeemed)) && well(claim, redeemed);
        }
    }

    static class RepeatsByVersion extends Looking {
        @Override
        boolean completed(Account row, RefreshClaim claim, Credentials redeemed) {
            return row.credentials().tokenVersion() == redeemed.tokenVersion() || well(claim, redeemed);
        }
    }

    static class NoChangeIsDone extends Looking {
        @Override
        boolean completed(Account row, RefreshClaim claim, Credentials redeemed) {
            return redeemed.equals(claim.account().credentials()) || well(claim, redeemed);
        }
    }
}
