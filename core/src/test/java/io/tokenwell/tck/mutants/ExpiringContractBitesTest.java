package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.ExpiringAccountsOutageContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class ExpiringContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theContractOfExpiringAccountsBites() {
        return ContractMutants.of(ExpiringAccountsContract.class, ExpiringAccountsOutageContract.class)
                .passedBy(Good.class)
                .failedBy(Reversed.class, "thoseThatEndInTheTimeAreFoundInTheOrderOfTheirEnds")
                .failedBy(WithTheLastInstant.class, "thoseThatEndInTheTimeAreFoundInTheOrderOfTheirEnds")
                .failedBy(ForgetsVersions.class, "whatIsFoundIsTheRows")
                .failedBy(SkipsEqualEnds.class, "pagesGoOnWhereTheLastOneEndedAlsoAmongEqualEnds")
                .failedBy(AnyState.class, "onlyThePlatformsAndStatesAskedForAreFound")
                .failedBy(OnlyUtc.class, "everySpellingOfAnEndIsUnderstood")
                .failedBy(StumblesOverText.class, "whatIsNoEndIsNotFoundAndHindersNobody")
                .failedBy(
                        SeesNoClaims.class,
                        "aClaimHidesTheAccountAsLongAsItRuns",
                        "aPauseHidesTheAccountAsLongAsItLastsOrUntilANewLogin",
                        "aMarkHidesTheAccountUntilANewLogin")
                .failedBy(
                        HiddenForGood.class,
                        "aClaimHidesTheAccountAsLongAsItRuns",
                        "aPauseHidesTheAccountAsLongAsItLastsOrUntilANewLogin",
                        "aMarkHidesTheAccountUntilANewLogin")
                .failedBy(Eager.class, "nothingIsReadBeforeItIsSubscribedToAndAnewEachTime")
                .failedBy(OutageAsEmpty.class, "aPageWithoutStoreIsATypedError")
                .proof();
    }

    static class Good extends ExpiringUnderTest {}

    static class Reversed extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return good.page(query).map(page -> {
                List<ExpiringAccount> reversed = new ArrayList<>(page);
                Collections.reverse(reversed);
                return reversed;
            });
        }
    }

    static class WithTheLastInstant extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return good.page(new ExpiringQuery(
                    query.platforms(),
                    query.statuses(),
                    query.after(),
                    query.afterId(),
                    query.before().plusMillis(1),
                    query.limit()));
        }
    }

    static class ForgetsVersions extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return good.page(query)
                    .map(page -> page.stream()
                            .map(each -> new ExpiringAccount(each.accountId(), each.platform(), each.expiresAt(), 0))
                            .toList());
        }
    }

    static class SkipsEqualEnds extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            boolean following = !query.afterId().isEmpty();
            return good.page(query)
                    .map(page ->
                            kept(page, each -> !following || each.expiresAt().isAfter(query.after())));
        }
    }

    static class AnyState extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            Set<String> more = new HashSet<>(query.statuses());
            more.add("banned");
            return good.page(new ExpiringQuery(
                    query.platforms(), more, query.after(), query.afterId(), query.before(), query.limit()));
        }
    }

    static class OnlyUtc extends ExpiringUnderTest {
        private final Set<String> others = new HashSet<>();

        @Override
        public void store(Account account) {
            super.store(account);
            if (!String.valueOf(account.credentials().asMap().get("expires_at")).endsWith("Z")) {
                others.add(account.id());
            }
        }

        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return good.page(query).map(page -> kept(page, each -> !others.contains(each.accountId())));
        }
    }

    static class StumblesOverText extends ExpiringUnderTest {
        private boolean stumbled;

        @Override
        public void store(Account account) {
            super.store(account);
            stumbled |= account.credentials().expiryUnreadable();
        }

        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return stumbled ? outage() : good.page(query);
        }
    }

    static class SeesNoClaims extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return unclaimed.page(query);
        }
    }

    static class HiddenForGood extends ExpiringUnderTest {
        private final Set<String> hidden = new HashSet<>();

        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return unclaimed.page(query).zipWith(good.page(query), (all, seen) -> {
                all.stream()
                        .filter(each -> !seen.contains(each))
                        .map(ExpiringAccount::accountId)
                        .forEach(hidden::add);
                return kept(seen, each -> !hidden.contains(each.accountId()));
            });
        }
    }

    static class Eager extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> found(ExpiringQuery query) {
            return Mono.justOrEmpty(good.page(query).blockOptional());
        }
    }

    static class OutageAsEmpty extends ExpiringUnderTest {
        @Override
        Mono<List<ExpiringAccount>> outage() {
            return Mono.just(List.of());
        }
    }

    private static List<ExpiringAccount> kept(List<ExpiringAccount> page, Predicate<ExpiringAccount> condition) {
        return page.stream().filter(condition).toList();
    }
}
