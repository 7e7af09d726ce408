package io.tokenwell.example.lab.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void theSameSeedMakesTheSameScheduleAndAnotherSeedAnother(FaultKind fault) {
        Schedule schedule = Schedule.of(fault, 42, 3, 20);
        assertThat(Schedule.of(fault, 42, 3, 20)).isEqualTo(schedule);
        assertThat(Schedule.of(fault, 43, 3, 20)).isNotEqualTo(schedule);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyAccountIsAskedForOnEveryInstance(FaultKind fault) {
        Schedule schedule = Schedule.of(fault, 1, 3, 20);
        assertThat(schedule.asks().stream().map(ask -> ask.instance() + "/" + ask.account()))
                .contains("0/0", "1/0", "2/0", "0/19", "1/19", "2/19");
        assertThat(schedule.asks()).allMatch(ask -> ask.atMillis() <= fault.activeMillis());
    }

    @ParameterizedTest
    @EnumSource(value = FaultKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyKindInjectsSomethingWithEverySeed(FaultKind fault) {
        assertThat(LongStream.range(0, 200)
                        .mapToObj(seed -> Schedule.of(fault, seed, 3, 20).injections()))
                .noneMatch(java.util.List::isEmpty);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void aKindIsFoundByItsLabel(FaultKind fault) {
        assertThat(FaultKind.of(fault.label())).isEqualTo(fault);
    }
}
