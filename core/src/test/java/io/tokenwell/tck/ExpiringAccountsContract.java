package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@link ExpiringAccounts}. Each test has a platform of its own, as the table may be shared. */
public interface ExpiringAccountsContract extends AccountRepositoryHooks {

    /** Some time. */
    Instant NOON = Instant.parse("2031-05-06T12:00:00Z");

    /** The port under test, on the repository under test. */
    ExpiringAccounts expiring();

    @Test
    default void thoseThatEndInTheTimeAreFoundInTheOrderOfTheirEnds() {
        String platform = platform();
        String late = stored(platform, NOON.plusSeconds(20)).id();
        String early = stored(platform, NOON).id();
        String middle = stored(platform, NOON.plusSeconds(10)).id();
        stored(platform, NOON.minusMillis(1));
        stored(platform, NOON.plusSeconds(30));
        assertThat(ids(within30Seconds(platform))).containsExactly(early, middle, late);
    }

    @Test
    default void whatIsFoundIsTheRows() {
        String platform = platform();
        Account account = stored(platform, NOON.plusMillis(123));
        assertThat(page(within30Seconds(platform)))
                .containsExactly(new ExpiringAccount(account.id(), platform, NOON.plusMillis(123), 7));
        Map<String, @Nullable Object> unversioned =
                new HashMap<>(account.credentials().asMap());
        unversioned.remove(Credentials.TOKEN_VERSION);
        store(account.withCredentials(Credentials.of(unversioned)));
        assertThat(page(within30Seconds(platform)).get(0).tokenVersion()).isZero();
    }

    @Test
    default void pagesGoOnWhereTheLastOneEndedAlsoAmongEqualEnds() {
        String platform = platform();
        List<String> stored = new ArrayList<>();
        for (int account = 0; account < 10; account++) {
            stored.add(stored(platform, NOON.plusSeconds(account / 7)).id());
        }
        List<String> found = new ArrayList<>();
        ExpiringQuery query = ExpiringQuery.first(Set.of(platform), Set.of("active"), NOON, NOON.plusSeconds(30), 3);
        List<ExpiringAccount> page = page(query);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            found.addAll(page.stream().map(ExpiringAccount::accountId).toList());
            query = query.following(page.get(page.size() - 1));
            page = page(query);
        }
        assertThat(found).containsExactlyElementsOf(stored);
    }

    @Test
    default void onlyThePlatformsAndStatesAskedForAreFound() {
        String platform = platform();
        String other = platform();
        String active = stored(platform, NOON).id();
        String others = stored(other, NOON.plusSeconds(1)).id();
        stored(platform(), NOON);
        String quota = changed(stored(platform, NOON.plusSeconds(2)), "oauth", "quota");
        changed(stored(platform, NOON), "oauth", "banned");
        changed(stored(platform, NOON), "apikey", "active");
        ExpiringQuery query =
                ExpiringQuery.first(Set.of(platform, other), Set.of("active", "quota"), NOON, NOON.plusSeconds(30), 9);
        assertThat(ids(query)).containsExactly(active, others, quota);
    }

    @Test
    default void everySpellingOfAnEndIsUnderstood() {
        List<Object> spellings = List.of(
                "2031-05-06T12:00:05Z",
                "2031-05-06t12:00:05z",
                "2031-05-06 12:00:05",
                "2031-05-06T12:00:05",
                "2031-05-06T12:00:05.0Z",
                "2031-05-06T12:00:05,000000Z",
                "2031-05-06T14:00:05+02:00",
                "2031-05-06T06:30:05-05:30",
                "2031-05-07T02:00:05.000+14:00",
                NOON.getEpochSecond() + 5,
                String.valueOf(NOON.getEpochSecond() + 5),
                new BigDecimal(NOON.getEpochSecond() + 5 + ".9"),
                NOON.toEpochMilli() + 5_000);
        for (Object spelling : spellings) {
            String platform = platform();
            Account account = stored(platform, spelling);
            assertThat(account.credentials().expiresAt()).contains(NOON.plusSeconds(5));
            assertThat(page(within30Seconds(platform)))
                    .as("%s", spelling)
                    .extracting(ExpiringAccount::expiresAt)
                    .containsExactly(NOON.plusSeconds(5));
        }
    }

    @Test
    default void whatIsNoEndIsNotFoundAndHindersNobody() {
        String platform = platform();
        for (Object none : List.of(
                "",
                "soon",
                "2031-13-06T12:00:05Z",
                "2031-05-06T25:00:05Z",
                true,
                Map.of("at", 1),
                List.of(),
                "9".repeat(40))) {
            stored(platform, none);
        }
        Account account = stored(platform, NOON);
        Map<String, @Nullable Object> endless =
                new HashMap<>(stored(platform, NOON).credentials().asMap());
        endless.put(Credentials.EXPIRES_AT, null);
        store(new Account(ids().fresh(), platform, "oauth", "active", Credentials.of(endless), null));
        Map<String, @Nullable Object> unrefreshable =
                new HashMap<>(account.credentials().asMap());
        unrefreshable.remove(Credentials.REFRESH_TOKEN);
        store(account.withCredentials(Credentials.of(unrefreshable)));
        ExpiringQuery always = ExpiringQuery.first(
                Set.of(platform), Set.of("active"), NOON.minus(Duration.ofDays(9_999)), NOON.plusSeconds(30), 100);
        assertThat(page(always)).hasSize(1);
    }

    @Test
    default void aClaimHidesTheAccountAsLongAsItRuns() {
        String platform = platform();
        Account account = stored(platform, NOON);
        RefreshClaim claim = claimed(account.id(), "owner");
        assertThat(ids(within30Seconds(platform))).isEmpty();
        Signals.emitted(repository().abandon(claim));
        assertThat(ids(within30Seconds(platform))).containsExactly(account.id());
        claimed(account.id(), "other");
        letClaimExpire(account.id());
        assertThat(ids(within30Seconds(platform))).containsExactly(account.id());
    }

    @Test
    default void aPauseHidesTheAccountAsLongAsItLastsOrUntilANewLogin() {
        String platform = platform();
        Account account = stored(platform, NOON);
        postponed(claimed(account.id(), "owner"), LONG);
        assertThat(ids(within30Seconds(platform))).isEmpty();
        letClaimExpire(account.id());
        assertThat(ids(within30Seconds(platform))).containsExactly(account.id());
        postponedUnknown(claimed(account.id(), "owner"), LONG);
        assertThat(ids(within30Seconds(platform))).isEmpty();
        store(loggedInAnew(account));
        assertThat(ids(within30Seconds(platform))).containsExactly(account.id());
    }

    @Test
    default void aMarkHidesTheAccountUntilANewLogin() {
        String platform = platform();
        Account account = stored(platform, NOON);
        marked(claimed(account.id(), "owner"));
        letClaimExpire(account.id());
        assertThat(ids(within30Seconds(platform))).isEmpty();
        store(loggedInAnew(account));
        assertThat(ids(within30Seconds(platform))).containsExactly(account.id());
    }

    @Test
    default void nothingIsReadBeforeItIsSubscribedToAndAnewEachTime() {
        String platform = platform();
        Mono<List<ExpiringAccount>> page = expiring().page(within30Seconds(platform));
        Account account = stored(platform, NOON);
        assertThat(Signals.emitted(page)).hasSize(1);
        delete(account.id());
        assertThat(Signals.emitted(page)).isEmpty();
        Signals.cancelled(page);
    }

    private static String platform() {
        return "platform-" + FreshIds.NUMBERS.fresh();
    }

    private static ExpiringQuery within30Seconds(String platform) {
        return ExpiringQuery.first(Set.of(platform), Set.of("active"), NOON, NOON.plusSeconds(30), 100);
    }

    private List<ExpiringAccount> page(ExpiringQuery query) {
        return Signals.emitted(expiring().page(query));
    }

    private List<String> ids(ExpiringQuery query) {
        return page(query).stream().map(ExpiringAccount::accountId).toList();
    }

    private Account stored(String platform, Object end) {
        Object stored = end instanceof Instant instant ? instant.toString() : end;
        Account account = Account.active(
                ids().fresh(),
                platform,
                AccountRepositoryHooks.credentials(7).with(Map.of(Credentials.EXPIRES_AT, stored)));
        store(account);
        return account;
    }

    private String changed(Account account, String type, String status) {
        store(new Account(account.id(), account.platform(), type, status, account.credentials(), null));
        return account.id();
    }

    private static Account loggedInAnew(Account account) {
        return account.withCredentials(account.credentials().with(Map.of(Credentials.REFRESH_TOKEN, "rt-new")));
    }
}
