package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEvent.PlatformRefusing;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Accounts that are really revoked, before a rest and after it. */
class RestAndMarksTest extends RefusingPlatform {

    private void markedForGood(long... ids) {
        for (long id : ids) {
            server.revoked.add(Long.toString(id));
            fleet.stored(id, Duration.ofMinutes(-1));
            assertThat(answer(id)).isInstanceOf(ReauthorizationRequiredException.class);
            fleet.stored(100 + id, Duration.ofMinutes(-1));
            assertThat(answer(100 + id)).isEqualTo("at-1");
        }
    }

    @Test
    void marksThatAreTriedAgainAndRefusedAgainAreNoRow() {
        markedForGood(1, 2, 3);
        fleet.advance(Duration.ofMinutes(61));
        server.asked.clear();
        LongStream.rangeClosed(1, 3).forEach(this::answer);
        assertThat(server.asked).containsExactly("1", "2", "3");
        assertThat(provider.health().restingPlatforms()).isEmpty();
    }

    @Test
    void aMarkProvesNothingDuringARest() {
        markedForGood(1);
        refuse(2, 3, 4);
        fleet.advance(Duration.ofMinutes(61));
        server.asked.clear();
        assertThat(answer(1)).isInstanceOf(ReauthorizationRequiredException.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whoWasRefusedInTheRestAndIsRefusedAfterItIsMarked() {
        refuse(1, 2, 3);
        server.misconfigured = null;
        server.revoked.addAll(List.of("1", "2", "3"));
        fleet.advance(Duration.ofSeconds(6));
        fleet.stored(4, Duration.ofMinutes(-1));
        assertThat(answer(4)).isEqualTo("at-1");
        fleet.advance(Duration.ofSeconds(6));
        assertThat(LongStream.rangeClosed(1, 3).mapToObj(this::answer))
                .hasOnlyElementsOfType(ReauthorizationRequiredException.class);
        assertThat(told(PlatformRefusing.class)).hasSize(1);
    }
}
