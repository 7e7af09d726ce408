package io.tokenwell.example.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.TokenEvent.PlatformRefusing;
import io.tokenwell.http.OAuthClient.Authentication;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.retry.Retry;

/** A fleet that is deployed with wrong settings costs no login: all accounts are served as soon as it is put right. */
class WrongSettingsTest {

    private static final int ACCOUNTS = 8;
    private static final int INSTANCES = 2;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);

    /** One pause of an account or between probes, and what a machine with other things to do needs for the work. */
    private static final Duration SOON = Instance.PAUSE.plusSeconds(10);

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Site SITE = Site.shared();
    private static final SpringServer ANOTHER_SERVER = new SpringServer();

    private final Queue<PlatformRefusing> rests = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void closes() {
        ANOTHER_SERVER.close();
    }

    static Stream<Arguments> mistakes() {
        URI right = SITE.server.tokenUri();
        URI wrong = ANOTHER_SERVER.tokenUri();
        return Stream.of(
                argumentSet("another client", right, Client.ANOTHER, Authentication.POST, "invalid_grant"),
                argumentSet("unknown, in the form", right, Client.UNKNOWN, Authentication.POST, "invalid_client"),
                argumentSet("unknown, in a header", right, Client.UNKNOWN, Authentication.BASIC, "invalid_client"),
                argumentSet("another server", wrong, Client.GATEWAY, Authentication.BASIC, "invalid_grant"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void nobodyStaysMarked(URI uri, Client client, Authentication authentication, String code) {
        List<Account> accounts = SITE.logins(2 * ACCOUNTS);
        Endpoint endpoint = Endpoint.at(uri, client, authentication, CLOCK);
        try (Fleet wrong = Fleet.of(INSTANCES, () -> new Instance(SITE, endpoint, CLOCK))) {
            wrong.instances()
                    .forEach(instance -> instance.provider
                            .events()
                            .ofType(PlatformRefusing.class)
                            .subscribe(rests::add));
            refused(wrong, accounts);
            assertThat(rests)
                    .hasSize(INSTANCES)
                    .allSatisfy(rest -> assertThat(rest.reason()).contains(code));
            assertThat(SITE.marked(accounts)).isEmpty();
            redeployed(accounts.subList(0, ACCOUNTS), authentication);
            endpoint.becomes(Endpoint.at(SITE.server.tokenUri(), Client.GATEWAY, authentication, CLOCK));
            served(wrong, accounts.subList(ACCOUNTS, 2 * ACCOUNTS));
        }
        assertThat(SITE.marked(accounts)).isEmpty();
    }

    /** Callers come until all instances have found out, have probed in vain, and have taken back what they marked before. */
    private void refused(Fleet fleet, List<Account> accounts) {
        long before = refusals();
        Awaitility.await("all instances probe")
                .pollInSameThread()
                .pollInterval(BETWEEN_CALLS)
                .atMost(Site.LIMIT)
                .until(() -> {
                    assertThat(answers(fleet, accounts)).noneMatch(Signal::isOnNext);
                    return refusals() - before > 4 * INSTANCES
                            && rests.size() == INSTANCES
                            && SITE.marked(accounts).isEmpty();
                });
    }

    private static List<Signal<String>> answers(Fleet fleet, List<Account> accounts) {
        return fleet.calls(accounts)
                .flatMap(Mono::materialize, Integer.MAX_VALUE)
                .collectList()
                .blockOptional(Site.LIMIT)
                .orElseThrow();
    }

    private static long refusals() {
        return Stream.of(SITE.server, ANOTHER_SERVER)
                .flatMap(server -> server.seen().stream())
                .filter(seen -> seen.status() >= 400)
                .count();
    }

    private static void redeployed(List<Account> accounts, Authentication authentication) {
        try (Fleet right = Fleet.of(
                INSTANCES,
                () -> new Instance(
                        SITE, Endpoint.at(SITE.server.tokenUri(), Client.GATEWAY, authentication, CLOCK), CLOCK))) {
            served(right, accounts);
        }
    }

    /** A caller that is told to come again does so; one that is told that a login is needed fails the test. */
    private static void served(Fleet fleet, List<Account> accounts) {
        List<String> tokens = fleet.calls(accounts)
                .flatMap(
                        call -> call.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_CALLS)
                                .filter(error -> error instanceof AccessTokenException failure && failure.retryable())),
                        Integer.MAX_VALUE)
                .collectList()
                .blockOptional(SOON)
                .orElseThrow();
        assertThat(tokens).hasSize(fleet.instances().size() * accounts.size());
        assertThat(tokens.stream().distinct()).hasSameSizeAs(accounts);
        assertThat(accounts)
                .allSatisfy(account -> assertThat(SITE.server.seen(Site.refreshToken(account)))
                        .filteredOn(seen -> seen.status() == 200)
                        .hasSize(1));
    }
}
