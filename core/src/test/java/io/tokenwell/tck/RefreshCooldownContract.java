package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.cancelled;
import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What every {@link RefreshCooldown} does. Those whose store can be out of reach implement {@link
 * RefreshCooldownOutageContract} as well.
 */
public interface RefreshCooldownContract extends KeyHooks {

    Duration MINUTE = Duration.ofMinutes(1);

    /** What a test may last where time passes by itself. */
    Duration LEEWAY = Duration.ofSeconds(20);

    /** The cooldowns under test; the same store whenever they are asked for within a test. */
    RefreshCooldown cooldown();

    /** Ages the account's cooldown by this time: move a clock, or shorten the life that the store has noted down. */
    void letTimePass(AccountKey key, Duration time);

    long VERSION = 1_767_225_600_123L;

    /** A cooldown of a known outcome. */
    static SharedCooldown cooldown(String reason, Duration length) {
        return new SharedCooldown(VERSION, new Cooldown(reason, length, false));
    }

    private void started(AccountKey key, String reason, Duration length) {
        completes(cooldown().start(key, cooldown(reason, length)));
    }

    private void lasts(AccountKey key, String reason, Duration left) {
        Cooldown found = emitted(cooldown().find(key)).cooldown();
        assertThat(found.reason()).isEqualTo(reason);
        assertThat(found.length()).isPositive().isLessThanOrEqualTo(left).isGreaterThan(left.minus(LEEWAY));
    }

    @Test
    default void anAccountWithoutCooldownIsEmpty() {
        isEmpty(cooldown().find(freshKey()));
    }

    @Test
    default void aCooldownComesBackWhole() {
        for (String reason : new String[] {"", "HTTP 503", "1|0|\u00e4 \ud83d\ude00"}) {
            for (boolean unknown : new boolean[] {true, false}) {
                AccountKey key = freshKey();
                isEmpty(cooldown().start(key, new SharedCooldown(VERSION, new Cooldown(reason, MINUTE, unknown))));
                lasts(key, reason, MINUTE);
                assertThat(emitted(cooldown().find(key)).cooldown().outcomeUnknown())
                        .isEqualTo(unknown);
            }
        }
    }

    @Test
    default void theVersionOfTheCredentialsIsTold() {
        for (long version : new long[] {0, -1, VERSION, Long.MIN_VALUE, Long.MAX_VALUE}) {
            AccountKey key = freshKey();
            completes(cooldown().start(key, new SharedCooldown(version, new Cooldown("reason", MINUTE, true))));
            assertThat(emitted(cooldown().find(key)).version()).isEqualTo(version);
        }
    }

    @Test
    default void theTimeThatIsLeftIsTold() {
        AccountKey key = freshKey();
        started(key, "reason", MINUTE);
        letTimePass(key, MINUTE.minusSeconds(25));
        lasts(key, "reason", Duration.ofSeconds(25));
    }

    @Test
    default void theTimeThatIsLeftIsNeverRoundedUp() {
        AccountKey key = freshKey();
        started(key, "reason", MINUTE.plusMillis(1));
        lasts(key, "reason", MINUTE.plusMillis(1));
    }

    @Test
    default void aMillisecondIsEnough() {
        AccountKey key = freshKey();
        started(key, "reason", Duration.ofMillis(1));
        letTimePass(key, Duration.ofMillis(1));
        isEmpty(cooldown().find(key));
    }

    @Test
    default void aCooldownEndsByItself() {
        AccountKey key = freshKey();
        started(key, "long", MINUTE);
        letTimePass(key, MINUTE);
        isEmpty(cooldown().find(key));
        started(key, "short", MINUTE.dividedBy(2));
        lasts(key, "short", MINUTE.dividedBy(2));
    }

    @Test
    default void oneThatEndsLaterReplaces() {
        AccountKey key = freshKey();
        started(key, "first", MINUTE);
        started(key, "second", MINUTE.multipliedBy(2));
        lasts(key, "second", MINUTE.multipliedBy(2));
    }

    @Test
    default void aShorterOneThatEndsLaterReplaces() {
        AccountKey key = freshKey();
        started(key, "first", MINUTE);
        letTimePass(key, MINUTE.dividedBy(2));
        started(key, "second", MINUTE.minusSeconds(1));
        lasts(key, "second", MINUTE.minusSeconds(1));
    }

    @Test
    default void oneThatEndsEarlierIsQuietlyDropped() {
        AccountKey key = freshKey();
        Cooldown first = new Cooldown("first", MINUTE.multipliedBy(2), true);
        completes(cooldown().start(key, new SharedCooldown(1, first)));
        isEmpty(cooldown().start(key, cooldown("second", MINUTE)));
        lasts(key, "first", MINUTE.multipliedBy(2));
        assertThat(emitted(cooldown().find(key)).cooldown().outcomeUnknown()).isTrue();
        assertThat(emitted(cooldown().find(key)).version()).isEqualTo(1);
    }

    @Test
    default void endingMakesRoomForAShorterOne() {
        AccountKey key = freshKey();
        started(key, "first", MINUTE.multipliedBy(2));
        isEmpty(cooldown().end(key));
        isEmpty(cooldown().find(key));
        started(key, "second", MINUTE);
        lasts(key, "second", MINUTE);
    }

    @Test
    default void endingTwiceOrWhatIsNotThereIsQuiet() {
        AccountKey key = freshKey();
        isEmpty(cooldown().end(key));
        started(key, "reason", MINUTE);
        isEmpty(cooldown().end(key));
        isEmpty(cooldown().end(key));
    }

    @Test
    default void accountsDoNotTouchEachOther() {
        AccountKey first = freshKey();
        AccountKey second = freshKey();
        started(first, "first", MINUTE.multipliedBy(2));
        started(second, "second", MINUTE);
        lasts(first, "first", MINUTE.multipliedBy(2));
        completes(cooldown().end(first));
        isEmpty(cooldown().find(first));
        lasts(second, "second", MINUTE);
    }

    @Test
    default void nothingHappensBeforeSubscription() {
        AccountKey key = freshKey();
        Mono<Void> start = cooldown().start(key, cooldown("reason", MINUTE));
        isEmpty(cooldown().find(key));
        completes(start);
        Mono<Void> end = cooldown().end(key);
        lasts(key, "reason", MINUTE);
        completes(end);
    }

    @Test
    default void eachSubscriptionIsAnAttemptOfItsOwn() {
        AccountKey key = freshKey();
        Mono<SharedCooldown> find = cooldown().find(key);
        Mono<Void> start = cooldown().start(key, cooldown("reason", MINUTE));
        Mono<Void> end = cooldown().end(key);
        for (int round = 1; round <= 2; round++) {
            isEmpty(find);
            letTimePass(key, MINUTE.multipliedBy(2));
            completes(start);
            assertThat(emitted(find).cooldown().length()).isBetween(MINUTE.minus(LEEWAY), MINUTE);
            completes(end);
        }
    }

    @Test
    default void cancellingLeavesTheCooldownsUsable() {
        AccountKey key = freshKey();
        for (int round = 1; round <= 50; round++) {
            cancelled(cooldown().start(key, cooldown("cancelled", Duration.ofSeconds(round))));
            cancelled(cooldown().find(key));
            cancelled(cooldown().end(key));
        }
        started(key, "last", MINUTE.multipliedBy(2));
        lasts(key, "last", MINUTE.multipliedBy(2));
    }

    @Test
    default void ofRacingCooldownsTheLastToEndStays() {
        for (int round = 1; round <= 20; round++) {
            AccountKey key = freshKey();
            Racing.workers(number -> {
                started(key, "worker " + number, MINUTE.multipliedBy(1 + number));
                return number;
            });
            lasts(key, "worker " + (Racing.WORKERS - 1), MINUTE.multipliedBy(Racing.WORKERS));
        }
    }
}
