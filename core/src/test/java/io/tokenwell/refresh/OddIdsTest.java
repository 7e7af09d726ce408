package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Callers name accounts by texts, numbers and UUIDs. */
class OddIdsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider tokens = fleet.instance("one");

    @Test
    void aNumberAndItsTextShareAToken() {
        fleet.stored(7, Duration.ofHours(1));
        assertThat(VirtualFleet.now(tokens.getAccessToken(7))).isEqualTo(VirtualFleet.now(tokens.getAccessToken("7")));
    }

    @Test
    void anyTextAndUuidIsServed() {
        Account known = fleet.stored(7, Duration.ofHours(1));
        UUID uuid = UUID.randomUUID();
        for (String id : List.of("{a} b%7D:c", "\ud83d\udd11".repeat(255), uuid.toString())) {
            fleet.ports.accounts.save(new Account(id, "openai", "oauth", "active", known.credentials(), null));
            assertThat(VirtualFleet.now(tokens.getAccessToken(id))).isEqualTo("at-0");
        }
        assertThat(VirtualFleet.now(tokens.getAccessToken(uuid))).isEqualTo("at-0");
        StepVerifier.create(tokens.invalidate(uuid)).verifyComplete();
        StepVerifier.create(tokens.reinstate(uuid)).expectNext(false).verifyComplete();
        StepVerifier.create(tokens.getAccessToken("{A} b%7D:c")).verifyError(AccountNotFoundException.class);
    }

    @Test
    void whatIsNoIdIsATypedErrorOfEveryCallAndReachesNoStore() {
        for (String noId : List.of("", " ", "a\nb", "a".repeat(256))) {
            for (Mono<?> call : List.of(
                    tokens.getAccessToken(noId),
                    tokens.replaceRejected(noId, "at-0"),
                    tokens.invalidate(noId),
                    tokens.reinstate(noId))) {
                StepVerifier.create(call)
                        .verifyErrorSatisfies(error -> assertThat(error)
                                .isInstanceOfSatisfying(InvalidAccountException.class, invalid -> {
                                    assertThat(invalid.accountId()).isEmpty();
                                    assertThat(invalid).hasMessageStartingWith("account id ");
                                }));
            }
        }
        assertThat(fleet.ports.count("accounts.find")).isZero();
        assertThat(fleet.ports.count("cache.get")).isZero();
    }
}
