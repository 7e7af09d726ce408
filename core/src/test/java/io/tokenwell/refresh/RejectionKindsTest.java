package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Rejection;
import io.tokenwell.Secret;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.ForcedRefreshes;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** What one kind of rejections has used up does not keep another from having its token replaced; none is without a limit. */
class RejectionKindsTest {

    private static final Duration DAYS = Duration.ofDays(10);
    private static final Rejection[] KINDS = Rejection.values();

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<RefreshingAccessTokenProvider> two;

    RejectionKindsTest() {
        fleet.endpointLatency = Duration.ofMillis(10);
        fleet.answering(row -> Mono.fromSupplier(this::lasting));
        fleet.stored(DAYS);
        two = List.of(fleet.instance("a"), fleet.instance("b"));
    }

    private TokenGrant lasting() {
        Map<String, Object> changes =
                new HashMap<>(fleet.grant(fleet.redeemed.size()).credentials());
        changes.put("expires_at", fleet.clock.instant().plus(DAYS).toString());
        return new TokenGrant(changes);
    }

    private Object outcome(Mono<String> call) {
        var outcome =
                call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofMillis(100));
        return outcome.getNow("hanging");
    }

    private String current() {
        return fleet.row().credentials().accessToken().map(Secret::expose).orElseThrow();
    }

    /** The token that the account has is rejected in this way. */
    private Object rejected(int instance, Rejection kind) {
        return outcome(two.get(instance).replaceRejected(VirtualFleet.ID, current(), kind));
    }

    private void usedUp(Rejection kind) {
        for (int call = 0; call < 100; call++) {
            rejected(call % 2, kind);
        }
        assertPaused(kind);
    }

    private void assertPaused(Rejection kind) {
        int redeemed = fleet.redeemed.size();
        for (int instance = 0; instance < 2; instance++) {
            assertThat(rejected(instance, kind)).isInstanceOf(TokenRefreshPendingException.class);
        }
        assertThat(fleet.redeemed).as("redeemed in spite of the pause").hasSize(redeemed);
    }

    private void assertReplaced(Rejection kind) {
        int redeemed = fleet.redeemed.size();
        assertThat(rejected(0, kind)).isEqualTo("at-" + (redeemed + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "UNEXPLAINED, BLAMED",
        "UNEXPLAINED, ACCEPTED_BEFORE",
        "UNEXPLAINED, REVOKED",
        "BLAMED, UNEXPLAINED",
        "BLAMED, ACCEPTED_BEFORE",
        "BLAMED, REVOKED",
        "ACCEPTED_BEFORE, UNEXPLAINED",
        "ACCEPTED_BEFORE, BLAMED",
        "ACCEPTED_BEFORE, REVOKED",
        "REVOKED, UNEXPLAINED"
    })
    void whatOneKindHasUsedUpLeavesTheOthersTheirs(Rejection usedUp, Rejection other) {
        usedUp(usedUp);
        assertReplaced(other);
        assertPaused(usedUp);
        assertReplaced(other);
    }

    /** Whose pauses last for an hour by then. */
    @Test
    void norAfterHoursOfIt() {
        for (int minute = 0; minute < 6 * 60; minute++) {
            rejected(minute % 2, Rejection.UNEXPLAINED);
            fleet.advance(Duration.ofMinutes(1));
        }
        assertPaused(Rejection.UNEXPLAINED);
        assertReplaced(Rejection.ACCEPTED_BEFORE);
        assertReplaced(Rejection.BLAMED);
        assertPaused(Rejection.UNEXPLAINED);
    }

    /** In two hours: two at once; after 5, 10, 20 and 40 minutes; and where a token was accepted in between, each 30 s. */
    @ParameterizedTest
    @CsvSource({"UNEXPLAINED, 6, 6", "BLAMED, 6, 6", "ACCEPTED_BEFORE, 200, 242", "REVOKED, 200, 250"})
    void aStormOfOneKindIsBoundedInTheWholeFleet(Rejection kind, int least, int most) {
        storm(kind);
        assertThat(fleet.redeemed).hasSizeBetween(least, most);
    }

    /** Kinds that take turns must not set each other back to the beginning. */
    @Test
    void aStormOfAllKindsIsBoundedByTheSumOfTheirs() {
        storm(KINDS);
        assertThat(fleet.redeemed).hasSizeBetween(200, 6 + 6 + 242);
        assertPaused(Rejection.UNEXPLAINED);
    }

    @Test
    void aStormOfTheTwoThatDoubleIsBoundedByTheSumOfTheirs() {
        storm(Rejection.UNEXPLAINED, Rejection.BLAMED);
        assertThat(fleet.redeemed).hasSizeBetween(12, 12);
    }

    private void storm(Rejection... kinds) {
        for (int call = 0; call < 2 * 3_600; call++) {
            rejected(call / kinds.length % 2, kinds[call % kinds.length]);
            fleet.advance(Duration.ofMillis(900));
        }
    }

    @Test
    void anAcceptedTokenWaitsHalfAMinuteAtMostHoweverOftenItHappens() {
        for (int time = 0; time < 20; time++) {
            usedUp(Rejection.ACCEPTED_BEFORE);
            fleet.advance(Duration.ofSeconds(30));
            assertReplaced(Rejection.ACCEPTED_BEFORE);
            assertPaused(Rejection.ACCEPTED_BEFORE);
        }
    }

    @Test
    void whereRejectionsPauseForLessThatIsItsPauseToo() {
        fleet.settings = RefreshSettings.builder()
                .rejectedCooldown(Duration.ofSeconds(3))
                .build();
        RefreshingAccessTokenProvider one = fleet.instance("brief");
        for (int time = 1; time <= 4; time++) {
            assertThat(outcome(one.replaceRejected(VirtualFleet.ID, current(), Rejection.ACCEPTED_BEFORE)))
                    .isEqualTo("at-" + time);
            fleet.advance(Duration.ofSeconds(3));
        }
    }

    @Test
    void allKindsAtOnceAreOneRedemption() {
        var answers = List.of(KINDS).stream()
                .flatMap(kind -> two.stream().map(instance -> instance.replaceRejected(VirtualFleet.ID, "at-0", kind)))
                .map(Mono::toFuture)
                .toList();
        fleet.advance(Duration.ofSeconds(3));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).isCompletedWithValue("at-1"))
                .hasSize(8);
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @ParameterizedTest
    @EnumSource
    void aLoginEndsThePausesOfEachKind(Rejection kind) {
        usedUp(kind);
        var row = fleet.row();
        var login = row.withCredentials(row.credentials()
                .with(Map.of(
                        "access_token",
                        "at-login",
                        "_token_version",
                        row.credentials().tokenVersion() + 1)));
        fleet.ports.accounts.save(login);
        two.forEach(instance -> VirtualFleet.now(instance.invalidate(login).thenReturn(true)));
        assertReplaced(kind);
        assertReplaced(kind);
    }

    @ParameterizedTest
    @EnumSource
    void aDueRefreshAfterThePauseLeavesNothingOfItInTheRow(Rejection kind) {
        usedUp(kind);
        assertThat(notes()).isNotEmpty();
        fleet.advance(DAYS);
        assertThat(outcome(two.get(0).getAccessToken(VirtualFleet.ID))).isEqualTo("at-" + fleet.redeemed.size());
        assertThat(notes()).isEmpty();
    }

    private List<String> notes() {
        return fleet.row().credentials().asMap().keySet().stream()
                .filter(key -> key.startsWith("_forced_"))
                .toList();
    }

    /** As instances count that know no kinds, while the fleet is rolled. */
    @Test
    void whoeverNamesNoKindMeansTheUnexplainedOne() {
        two.get(0).replaceRejected(VirtualFleet.ID, "at-0").subscribe();
        fleet.advance(Duration.ofSeconds(1));
        two.get(1).replaceRejected(fleet.row(), "at-1").subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(notes())
                .containsExactlyInAnyOrder(ForcedRefreshes.COUNT, ForcedRefreshes.AT, ForcedRefreshes.VERSION);
        assertThat(fleet.row().credentials().text(ForcedRefreshes.COUNT)).contains("2");
        assertPaused(Rejection.UNEXPLAINED);
    }

    @Test
    void eachKindTellsOfItsPauseOnce() {
        usedUp(Rejection.UNEXPLAINED);
        usedUp(Rejection.BLAMED);
        assertThat(fleet.events).allSatisfy(event -> assertThat(event).isInstanceOf(TokenEvent.CoolingDown.class));
        assertThat(fleet.events)
                .as("two kinds, and two tokens of the first one, at two instances")
                .hasSizeBetween(2, 8);
    }
}
