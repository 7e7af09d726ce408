package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ReplayRoomTest {

    private final ReplayRoom room = new ReplayRoom(100);

    private Mono<String> with(long length, Mono<String> work) {
        return room.with(length, place -> work, () -> Mono.just("none"));
    }

    @Test
    void aPlaceIsTakenForAsLongAsTheWorkLasts() {
        Mono<String> first = with(60, Mono.never());
        assertThat(room.free()).isEqualTo(100);
        Disposable working = first.subscribe();
        assertThat(room.free()).isEqualTo(40);

        StepVerifier.create(with(41, Mono.just("kept"))).expectNext("none").verifyComplete();
        StepVerifier.create(with(40, Mono.just("kept"))).expectNext("kept").verifyComplete();
        working.dispose();
        assertThat(room.free()).isEqualTo(100);
        StepVerifier.create(with(100, Mono.error(new IllegalStateException()))).verifyError();
        assertThat(room.free()).isEqualTo(100);
    }

    @Test
    void aPlaceIsGivenBackOnceAndEarlyIfNeedBe() {
        List<ReplayRoom.Place> taken = new ArrayList<>();
        Disposable working =
                room.with(60, place -> kept(place, taken), Mono::<String>never).subscribe();
        assertThat(taken.get(0).bytes()).containsExactly(1, 2);

        taken.get(0).letGo();
        taken.get(0).letGo();
        assertThat(room.free()).isEqualTo(100);
        working.dispose();
        assertThat(room.free()).isEqualTo(100);
        assertThatIllegalStateException().isThrownBy(() -> taken.get(0).bytes());
    }

    private static Mono<String> kept(ReplayRoom.Place place, List<ReplayRoom.Place> taken) {
        taken.add(place.keeping(new byte[] {1, 2}));
        return Mono.never();
    }

    @Test
    void whatComesTooLateIsNotKept() {
        List<ReplayRoom.Place> taken = new ArrayList<>();
        room.with(60, place -> kept(place, taken), Mono::<String>never)
                .subscribe()
                .dispose();

        ReplayRoom.Place place = taken.get(0).keeping(new byte[] {3});
        assertThatIllegalStateException().isThrownBy(place::bytes);
    }
}
