package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.cancelled;
import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What every {@link RotationEscrow} does. Escrows that can be out of reach implement {@link
 * RotationEscrowOutageContract} as well.
 */
public interface RotationEscrowContract extends KeyHooks {

    Duration TTL = Duration.ofDays(1);

    /** The escrow under test; the same store whenever it is asked for within a test. */
    RotationEscrow escrow();

    /** Ages the account's rotation by this time: move a clock, or shorten the life that the store has noted down. */
    void letTimePass(AccountKey key, Duration time);

    /** A rotation of that version; of one version, different texts make different rotations. */
    static EscrowedRotation rotation(AccountKey key, long version, String text) {
        Map<String, Object> document = Map.of(
                Credentials.ACCESS_TOKEN,
                "at-" + text,
                Credentials.REFRESH_TOKEN,
                "rt-" + text,
                Credentials.TOKEN_VERSION,
                version,
                "cargo",
                Map.of("list", List.of("a|b\n\u00e4", true)));
        return new EscrowedRotation(key, version - 1, Secret.of("old-" + text), Credentials.of(document));
    }

    private static EscrowedRotation rotation(AccountKey key, long generation) {
        return rotation(key, 1_767_225_600_000L + generation, "text-" + generation);
    }

    private EscrowedRotation kept(EscrowedRotation rotation) {
        assertThat(emitted(escrow().keep(rotation, TTL))).isTrue();
        return rotation;
    }

    private EscrowedRotation found(AccountKey key) {
        return emitted(escrow().find(key));
    }

    @Test
    default void anAccountWithoutRotationIsEmpty() {
        isEmpty(escrow().find(freshKey()));
    }

    @Test
    default void aRotationComesBackWhole() {
        AccountKey key = freshKey();
        kept(rotation(key, 1));
        assertThat(found(key)).isEqualTo(rotation(key, 1));
        assertThat(found(key)).as("reading takes nothing away").isEqualTo(rotation(key, 1));
    }

    @Test
    default void aRowWithoutRefreshTokenComesBackAsSuch() {
        AccountKey key = freshKey();
        EscrowedRotation first = new EscrowedRotation(key, 0, null, Credentials.of(Map.of("access_token", "at")));
        assertThat(kept(first)).isEqualTo(found(key));
    }

    @Test
    default void aNewerRotationReplaces() {
        AccountKey key = freshKey();
        kept(rotation(key, 1));
        kept(rotation(key, 2));
        assertThat(found(key)).isEqualTo(rotation(key, 2));
    }

    @Test
    default void anOlderRotationIsNotKeptAndThatIsSaid() {
        AccountKey key = freshKey();
        kept(rotation(key, 2));
        assertThat(emitted(escrow().keep(rotation(key, 1), TTL))).isFalse();
        assertThat(found(key)).isEqualTo(rotation(key, 2));
    }

    @Test
    default void theRowThatItWasRedeemedFromDecidesAndNoClock() {
        AccountKey key = freshKey();
        EscrowedRotation superseded = rotation(key, 9_000, "of a fast clock");
        kept(new EscrowedRotation(key, 7, Secret.of("old"), superseded.credentials()));
        EscrowedRotation live = rotation(key, 100, "live");
        assertThat(kept(live)).isEqualTo(found(key));
    }

    @Test
    default void keepingTwiceIsAsKeepingOnce() {
        AccountKey key = freshKey();
        kept(rotation(key, 1));
        completes(escrow().remove(kept(rotation(key, 1))));
        isEmpty(escrow().find(key));
    }

    @Test
    default void removingTwiceOrWhatIsNotThereIsQuiet() {
        AccountKey key = freshKey();
        isEmpty(escrow().remove(rotation(key, 1)));
        kept(rotation(key, 1));
        isEmpty(escrow().remove(rotation(key, 1)));
        isEmpty(escrow().remove(rotation(key, 1)));
        isEmpty(escrow().find(key));
    }

    @Test
    default void removingAnotherRotationLeavesTheKeptOne() {
        AccountKey key = freshKey();
        EscrowedRotation kept = kept(rotation(key, 5, "ours"));
        isEmpty(escrow().remove(rotation(key, 4, "older")));
        isEmpty(escrow().remove(rotation(key, 6, "newer")));
        isEmpty(escrow().remove(rotation(key, 5, "same version")));
        assertThat(found(key)).isEqualTo(kept);
    }

    @Test
    default void accountsDoNotTouchEachOther() {
        AccountKey first = freshKey();
        AccountKey second = freshKey();
        kept(rotation(first, 2));
        completes(escrow().remove(kept(rotation(second, 1))));
        assertThat(found(first)).isEqualTo(rotation(first, 2));
        isEmpty(escrow().find(second));
    }

    @Test
    default void aRotationIsKeptForTheTimeGiven() {
        AccountKey key = freshKey();
        kept(rotation(key, 2));
        letTimePass(key, TTL.minusMinutes(1));
        assertThat(found(key)).isEqualTo(rotation(key, 2));
        letTimePass(key, Duration.ofMinutes(1));
        isEmpty(escrow().find(key));
        kept(rotation(key, 1));
        assertThat(found(key)).isEqualTo(rotation(key, 1));
    }

    @Test
    default void nothingHappensBeforeSubscription() {
        AccountKey key = freshKey();
        Mono<Boolean> keep = escrow().keep(rotation(key, 1), TTL);
        isEmpty(escrow().find(key));
        completes(keep);
        Mono<Void> remove = escrow().remove(rotation(key, 1));
        assertThat(found(key)).isEqualTo(rotation(key, 1));
        completes(remove);
    }

    @Test
    default void eachSubscriptionIsAnAttemptOfItsOwn() {
        AccountKey key = freshKey();
        Mono<EscrowedRotation> find = escrow().find(key);
        Mono<Boolean> keep = escrow().keep(rotation(key, 1), TTL);
        Mono<Void> remove = escrow().remove(rotation(key, 1));
        for (int round = 1; round <= 2; round++) {
            isEmpty(find);
            letTimePass(key, TTL.multipliedBy(2));
            completes(keep);
            assertThat(emitted(find)).isEqualTo(rotation(key, 1));
            completes(remove);
        }
    }

    @Test
    default void cancellingLeavesTheEscrowUsable() {
        AccountKey key = freshKey();
        for (int round = 1; round <= 50; round++) {
            cancelled(escrow().keep(rotation(key, round), TTL));
            cancelled(escrow().find(key));
            cancelled(escrow().remove(rotation(key, round)));
        }
        kept(rotation(key, 100));
        assertThat(found(key)).isEqualTo(rotation(key, 100));
    }

    @Test
    default void ofRacingRotationsTheNewestStays() {
        for (int round = 1; round <= 20; round++) {
            AccountKey key = freshKey();
            Racing.workers(number -> emitted(escrow().keep(rotation(key, number), TTL)));
            assertThat(found(key)).isEqualTo(rotation(key, Racing.WORKERS - 1));
        }
    }
}
