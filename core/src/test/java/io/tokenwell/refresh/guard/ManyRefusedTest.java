package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenEvent.LoginRequired;
import io.tokenwell.TokenEvent.Reinstated;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.StrictServer;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand accounts in a fleet of four, and a server that refuses them all for what is no fault of theirs. */
class ManyRefusedTest {

    private static final int ACCOUNTS = 1_000;

    private final VirtualFleet fleet = new VirtualFleet();
    private final StrictServer server = new StrictServer(fleet);
    private final List<RefreshingAccessTokenProvider> instances = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private long calls;

    @BeforeEach
    void start() {
        fleet.sharedCooldown = true;
        accounts().forEach(id -> fleet.stored(id, Duration.ofMinutes(-1)));
        Stream.of("a", "b", "c", "d").map(fleet::instance).forEach(instances::add);
    }

    private static LongStream accounts() {
        return LongStream.rangeClosed(1, ACCOUNTS);
    }

    /** Each account is asked for every five seconds, on one instance after the other. */
    private void callsFor(Duration time) {
        answers.clear();
        for (long step = 0; step < time.toMillis() / 100; step++) {
            for (int call = 0; call < 20; call++) {
                long id = 1 + calls % ACCOUNTS;
                instances
                        .get((int) (calls++ / ACCOUNTS + id) % 4)
                        .getAccessToken(id)
                        .subscribe(
                                answers::add,
                                failure -> answers.add(failure.getClass().getSimpleName()));
            }
            fleet.advance(Duration.ofMillis(100));
        }
    }

    private long marked() {
        return accounts()
                .filter(id -> VirtualFleet.now(fleet.ports.accounts.claimRefresh(
                                        new ClaimRequest(Long.toString(id), "probe", Duration.ofMillis(1))))
                                .verdict()
                        instanceof ClaimVerdict.LoginRequired)
                .count();
    }

    @Test
    void aWrongClientIdMarksNobody() {
        server.misconfigured = StrictServer.refusal(400, "invalid_grant", true, "Token was issued to another client");
        callsFor(Duration.ofMinutes(1));
        assertThat(server.requests).as("12 to find it out, then probes").hasSizeBetween(12, 40);
        assertThat(marked()).isZero();
        fleet.advance(Duration.ofSeconds(1));
        server.misconfigured = null;
        callsFor(Duration.ofMinutes(2));
        callsFor(Duration.ofSeconds(10));
        assertThat(answers).allMatch(answer -> answer.startsWith("at-"));
        assertThat(server.revoked).isEmpty();
        assertThat(kinds(LoginRequired.class))
                .as("those before each instance knew")
                .hasSizeBetween(1, 8);
        assertThat(kinds(Reinstated.class)).hasSameSizeAs(kinds(LoginRequired.class));
    }

    /** The mend may be a deployment: what an instance knows of its marks is gone with it. */
    @Test
    void norDoesOneThatIsMendedByARestart() {
        server.misconfigured = StrictServer.refusal(400, "invalid_grant", true, "Token was issued to another client");
        callsFor(Duration.ofSeconds(20));
        instances.clear();
        Stream.of("e", "f", "g", "h").map(fleet::instance).forEach(instances::add);
        server.misconfigured = null;
        callsFor(Duration.ofSeconds(20));
        callsFor(Duration.ofSeconds(5));
        assertThat(answers).hasSize(ACCOUNTS).allMatch(answer -> answer.startsWith("at-"));
    }

    @Test
    void aWrongSecretIsOneRequestASecondAtMostInAll() {
        server.misconfigured = StrictServer.refusal(401, "invalid_client", false, "Invalid client credentials");
        callsFor(Duration.ofSeconds(30));
        assertThat(server.requests).hasSizeBetween(12, 30);
        server.requests.clear();
        callsFor(Duration.ofMinutes(5));
        assertThat(server.requests).as("less and less").hasSizeBetween(8, 40);
        assertThat(marked()).isZero();
        assertThat(kinds(LoginRequired.class)).isEmpty();
    }

    @Test
    void aSecretThatBecomesWrongWhileAllWorksIsNoMore() {
        callsFor(Duration.ofSeconds(10));
        server.requests.clear();
        fleet.advance(Duration.ofMinutes(59));
        server.misconfigured = StrictServer.refusal(401, "unauthorized_client", true, "Invalid client secret");
        callsFor(Duration.ofSeconds(30));
        assertThat(server.requests).hasSizeLessThanOrEqualTo(60);
        assertThat(marked()).isZero();
    }

    @Test
    void aWrongAddressIsFoundOutLikewise() {
        server.misconfigured = new Details(Outcome.REJECTED, 404, null, false, null);
        callsFor(Duration.ofSeconds(30));
        assertThat(server.requests).hasSizeBetween(12, 30);
    }

    /** Whose refresh token really is spent is marked all the same, once the server has served another. */
    @Test
    void thoseThatAreReallyRevokedAreMarkedOnceTheServerIsBelieved() {
        server.revoked.addAll(List.of("1", "2", "3", "4", "5", "6", "7"));
        callsFor(Duration.ofMinutes(1));
        assertThat(marked()).isEqualTo(7);
        assertThat(server.requests).hasSizeLessThan(ACCOUNTS + 60);
        assertThat(instances).allMatch(each -> each.health().restingPlatforms().isEmpty());
        Map<String, Long> told = new TreeMap<>();
        kinds(LoginRequired.class).forEach(event -> told.merge(event.accountId(), 1L, Long::sum));
        assertThat(told.keySet()).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7");
    }

    private List<TokenEvent> kinds(Class<?> kind) {
        return fleet.events.stream().filter(kind::isInstance).toList();
    }
}
