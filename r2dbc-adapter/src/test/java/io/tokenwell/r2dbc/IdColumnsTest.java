package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to a type of ids. */
class IdColumnsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static void with(IdType type, String column, java.util.function.Consumer<IdSite> work) {
        IdSite site = IdSite.of(type, column);
        try {
            work.accept(site);
        } finally {
            site.close();
        }
    }

    private static RefreshClaim claimed(IdSite site, String id, String owner) {
        return Objects.requireNonNull(site.repository()
                .claimRefresh(new ClaimRequest(id, owner, MINUTE))
                .block(Database.PATIENCE));
    }

    private static List<String> expiring(IdSite site, int limit) {
        List<String> found = new ArrayList<>();
        Instant from = Instant.parse("2031-05-06T12:00:00Z");
        ExpiringQuery query = ExpiringQuery.first(Set.of("openai"), Set.of("active"), from, from.plusSeconds(9), limit);
        List<ExpiringAccount> page =
                site.repository().expiringAccounts().page(query).block(Database.PATIENCE);
        while (page != null && !page.isEmpty()) {
            page.forEach(each -> found.add(each.accountId()));
            query = query.following(page.get(page.size() - 1));
            page = site.repository().expiringAccounts().page(query).block(Database.PATIENCE);
        }
        return found;
    }

    private static void storeExpiring(IdSite site, String id) {
        Account account = Account.active(
                id, "openai", AccountTable.credentials(1).with(Map.of("expires_at", "2031-05-06T12:00:05Z")));
        site.table().store(account);
    }

    /** The language's order has a before B, and the index of the column is in it. */
    @Test
    void textsArePagedByCodePointWhateverTheCollationOfTheColumnIs() {
        List<String> ordered = List.of("42", "B", "a", "\u00e4", "\uffe5", "\ud83d\ude00");
        with(IdType.TEXT, "varchar(255) COLLATE \"" + collation() + "\"", site -> {
            for (String id : List.of("\ud83d\ude00", "a", "42", "\uffe5", "B", "\u00e4")) {
                storeExpiring(site, id);
                RefreshClaim claim = claimed(site, id, "one");
                site.repository()
                        .markReauthorizationRequired(claim, "invalid_grant")
                        .block(Database.PATIENCE);
            }
            MarkedAccounts marked = site.repository().markedAccounts();
            assertThat(marked.page("", null, 9).block(Database.PATIENCE)).isEqualTo(ordered);
            assertThat(marked.page("B", null, 2).block(Database.PATIENCE)).containsExactly("a", "\u00e4");
            assertThat(marked.among(List.of("a", "A", "B")).block(Database.PATIENCE))
                    .containsExactly("B", "a");
            ordered.forEach(id -> site.repository().reinstate(id).block(Database.PATIENCE));
            assertThat(expiring(site, 2)).isEqualTo(ordered);
            ordered.forEach(id -> {
                claimed(site, id, "dead");
                site.table().letClaimExpire(id);
            });
            UnfinishedQuery query = new UnfinishedQuery("B", Duration.ZERO, Duration.ofDays(1), 2);
            assertThat(site.repository().unfinished(query).block(Database.PATIENCE))
                    .containsExactly("a", "\u00e4");
        });
    }

    private static String collation() {
        return Database.asked(
                "SELECT collname FROM pg_collation WHERE 'a' < 'B' COLLATE \"default\" OR collname ~ '^(und-x-icu|en_US)'"
                        + " ORDER BY collname !~ '^(und-x-icu|en_US)' LIMIT 1");
    }

    @Test
    void uuidsAreFoundInTheirOrderTheLeastAndTheGreatestToo() {
        List<String> ordered = List.of(
                "00000000-0000-0000-0000-000000000000",
                "0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11",
                "ffffffff-ffff-ffff-ffff-ffffffffffff");
        with(IdType.UUID, "uuid", site -> {
            ordered.forEach(id -> storeExpiring(site, id));
            assertThat(expiring(site, 1)).isEqualTo(ordered);
            ordered.forEach(id -> site.repository()
                    .markReauthorizationRequired(claimed(site, id, "one"), "invalid_grant")
                    .block(Database.PATIENCE));
            assertThat(site.repository().markedAccounts().page("", null, 9).block(Database.PATIENCE))
                    .isEqualTo(ordered);
            assertThat(site.repository().markedAccounts().count().block(Database.PATIENCE))
                    .isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"042", "+42", " 42", "42 ", "4_2", "0x2a", "\u0664\u0662", "9223372036854775808", "abc", "42.0"})
    void noOtherTextIsTheNumber(String id) {
        with(IdType.BIGINT, "bigint", site -> {
            site.table().stored(42);
            assertNobody(site, id);
            assertThat(site.repository().findById("42").block(Database.PATIENCE))
                    .isNotNull();
        });
    }

    @Test
    void noOtherSpellingIsTheUuidOrTheText() {
        String uuid = "0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11";
        with(IdType.UUID, "uuid", site -> {
            storeExpiring(site, uuid);
            assertNobody(site, "0C5F6B3E-8F4E-4A53-9D5C-0D7B8F6E2A11");
            assertNobody(site, "0c5f6b3e8f4e4a539d5c0d7b8f6e2a11");
            assertNobody(site, "{" + uuid + "}");
            assertNobody(site, "42");
        });
        with(IdType.TEXT, "text", site -> {
            storeExpiring(site, "Abc");
            assertNobody(site, "abc");
            assertNobody(site, "Abc ");
            assertNobody(site, "%41bc");
        });
    }

    private static void assertNobody(IdSite site, String id) {
        R2dbcAccountRepository repository = site.repository();
        assertThat(repository.findById(id).blockOptional(Database.PATIENCE)).isEmpty();
        assertThat(repository.claimRefresh(new ClaimRequest(id, "one", MINUTE)).blockOptional(Database.PATIENCE))
                .isEmpty();
        assertThat(repository.reinstate(id).block(Database.PATIENCE)).isFalse();
        assertThat(repository.markedAccounts().among(List.of(id)).block(Database.PATIENCE))
                .isEmpty();
        assertThat(Database.asked("SELECT count(*) FROM " + site.names().qualifiedClaims()))
                .isEqualTo("0");
    }
}
