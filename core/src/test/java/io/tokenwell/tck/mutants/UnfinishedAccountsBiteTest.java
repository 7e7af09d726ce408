package io.tokenwell.tck.mutants;

import io.tokenwell.spi.UnfinishedQuery;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.UnfinishedAccountsContract;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class UnfinishedAccountsBiteTest {

    @TestFactory
    Stream<DynamicTest> theUnfinishedAccountsContractBites() {
        return ContractMutants.of(UnfinishedAccountsContract.class)
                .passedBy(Good.class)
                .failedBy(
                        FindsNothing.class,
                        "oneWhoseClaimRanOutIsFoundAgainAndAgain",
                        "oneOfUnknownOutcomeIsFoundWhenItsPauseIsOver",
                        "whatALaterAttemptLeftBehindIsFound",
                        "pagesFollowEachOtherInTheOrderOfTheIds")
                .failedBy(KnowsNoGrace.class, "oneWhoseHolderIsSilentIsNotFoundWhileThatIsRespected")
                .failedBy(
                        FindsAll.class,
                        "anAccountThatNobodyClaimedIsNotFound",
                        "oneWhoseClaimLastsIsNotFound",
                        "oneWhoseFailureIsKnownIsNotFound",
                        "oneThatWasCompletedIsNotFound",
                        "oneThatIsMarkedIsNotFound")
                .failedBy(ForgetsNothing.class, "oneOfLongAgoIsNotFound")
                .failedBy(OnePageOnly.class, "pagesFollowEachOtherInTheOrderOfTheIds")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class FindsNothing extends RepositoryUnderTest {
        @Override
        Mono<List<String>> unfinished(UnfinishedQuery query) {
            return Mono.just(List.of());
        }
    }

    static class KnowsNoGrace extends RepositoryUnderTest {
        @Override
        Mono<List<String>> unfinished(UnfinishedQuery query) {
            return good.unfinished(new UnfinishedQuery(query.afterId(), Duration.ZERO, query.within(), query.limit()));
        }
    }

    static class FindsAll extends RepositoryUnderTest {
        @Override
        Mono<List<String>> unfinished(UnfinishedQuery query) {
            return query.afterId().isEmpty()
                    ? good.unfinished(query)
                    : Mono.just(List.of(ids().after(query.afterId())));
        }
    }

    static class ForgetsNothing extends RepositoryUnderTest {
        @Override
        Mono<List<String>> unfinished(UnfinishedQuery query) {
            return good.unfinished(new UnfinishedQuery(query.afterId(), query.grace(), EVER, query.limit()));
        }
    }

    static class OnePageOnly extends RepositoryUnderTest {
        private int pages;

        @Override
        Mono<List<String>> unfinished(UnfinishedQuery query) {
            return query.limit() > 1 && pages++ > 0 ? Mono.just(List.of()) : good.unfinished(query);
        }
    }
}
