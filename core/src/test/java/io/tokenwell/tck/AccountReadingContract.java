package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.cancelled;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.RefreshClaim;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@code findById}, and of what all methods have in common: JSON, laziness, cancellation. */
public interface AccountReadingContract extends AccountRepositoryHooks {

    @Test
    default void findEmitsEveryColumnOfTheRow() {
        Account account =
                new Account(freshKey().accountId(), "sora", "oauth", "error", Credentials.empty(), "http://proxy:3128");
        store(account);
        assertThat(found(account.id())).isEqualTo(account);
    }

    @Test
    default void findOfAMissingRowIsEmpty() {
        isEmpty(repository().findById(freshKey().accountId()));
    }

    @Test
    default void findEmitsTheRowAsItIsNowAndLeavesOlderSnapshotsAlone() {
        Account account = storedAccount();
        Account older = found(account.id());
        store(account.withCredentials(credentials(8)));
        assertThat(found(account.id()).credentials()).isEqualTo(credentials(8));
        assertThat(older).isEqualTo(account);
    }

    @Test
    default void findOfARemovedRowIsEmpty() {
        Account account = storedAccount();
        delete(account.id());
        isEmpty(repository().findById(account.id()));
    }

    @Test
    default void everyKindOfJsonSurvivesReading() {
        Account account = storedAccount().withCredentials(Credentials.of(everyKindOfJson()));
        store(account);
        assertThat(found(account.id()).credentials().asMap()).isEqualTo(everyKindOfJson());
        assertThat(claimed(account.id(), "owner").account()).isEqualTo(account);
    }

    @Test
    default void everyKindOfJsonSurvivesACompletion() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "owner");
        Credentials redeemed = account.credentials().with(everyKindOfJson());
        assertThat(completed(claim, redeemed)).isTrue();
        assertThat(found(account.id()).credentials()).isEqualTo(redeemed);
    }

    @Test
    default void findReadsNothingBeforeItIsSubscribedToAndAnewEachTime() {
        Account account = storedAccount();
        Mono<Account> find = repository().findById(account.id());
        store(account.withCredentials(credentials(8)));
        assertThat(emitted(find).credentials()).isEqualTo(credentials(8));
        store(account.withCredentials(credentials(9)));
        assertThat(emitted(find).credentials()).isEqualTo(credentials(9));
    }

    @Test
    default void cancelledCallsLeaveTheRepositoryUsable() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "owner");
        for (int round = 0; round < 50; round++) {
            cancelled(repository().findById(account.id()));
            cancelled(claiming(account.id(), "canceller"));
            cancelled(repository().postpone(claim, AccountRepositoryHooks.failure(LONG)));
            cancelled(repository().abandon(claim));
            cancelled(repository().complete(claim, account.credentials()));
        }
        letClaimExpire(account.id());
        assertThat(found(account.id())).isEqualTo(account);
        assertThat(emitted(repository().abandon(claim))).isEqualTo(account);
    }

    /** All that JSON knows, with the numbers that binary floating point would bend. */
    private static Map<String, @Nullable Object> everyKindOfJson() {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("nothing", null);
        inner.put("list", List.of(1, "two", List.of(), Map.of()));
        List<@Nullable Object> mixed = new ArrayList<>(List.of(true, new BigDecimal("0.1"), inner));
        mixed.add(null);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("text", "quote \" backslash \\ newline \n slash / tab \t");
        all.put("unicode \u00e9\u4e16", "\u043a\u043b\u044e\u0447 \ud83d\udd11 \u2028 \u007f");
        all.put("blank", "");
        all.put("yes", true);
        all.put("no", false);
        all.put("nothing", null);
        all.put("integer", -42);
        all.put("long", 1_790_000_000_123L);
        all.put("integer beyond 64 bits", BigInteger.TWO.pow(200).add(BigInteger.ONE));
        all.put("decimal", new BigDecimal("1234567890.123456789012345678901234567890"));
        all.put("trailing zero", new BigDecimal("12.50"));
        all.put("nested", Map.of("deeper", Map.of("deepest", mixed)));
        return all;
    }
}
