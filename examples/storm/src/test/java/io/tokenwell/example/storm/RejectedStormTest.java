package io.tokenwell.example.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.Redemption;
import io.tokenwell.redis.NearTokenCache;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Upstreams reject a token that four instances hold near: it is replaced once, and an upstream that rejects all gets no loop. */
class RejectedStormTest {

    private static final Duration VALID = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CALLERS_EACH = 250;
    private static final String WAITING = TokenRefreshPendingException.class.getSimpleName();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedRedis redis;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Site site;

    private List<Instance> fleet = List.of();

    @BeforeAll
    static void open() {
        redis = EmbeddedRedis.start();
        site = Site.open(Duration.ofMillis(300), () -> RedisLink.standaloneNear(redis.uri()));
    }

    @AfterAll
    static void close() {
        site.close();
        redis.close();
    }

    @BeforeEach
    void connect() {
        fleet = IntStream.range(0, 4).mapToObj(i -> new Instance(site)).toList();
        Awaitility.await("all hear of changes")
                .atMost(LIMIT)
                .until(() -> fleet.stream()
                        .allMatch(instance -> instance.cache instanceof NearTokenCache near && near.isTracking()));
    }

    @AfterEach
    void disconnect() {
        fleet.forEach(Instance::close);
    }

    /** What a thousand callers get, 250 on each instance, all at once. */
    private List<String> answers(Function<Instance, Mono<String>> call) {
        return Flux.fromIterable(fleet)
                .flatMap(
                        instance -> Flux.range(0, CALLERS_EACH)
                                .flatMap(
                                        caller -> call.apply(instance)
                                                .onErrorResume(failure -> Mono.just(
                                                        failure.getClass().getSimpleName())),
                                        CALLERS_EACH),
                        fleet.size())
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /** As gateways do whose upstream answers 401 whatever they send. */
    private static Mono<String> refused(Instance instance, Account account) {
        return instance.provider
                .getAccessToken(account)
                .flatMap(token -> instance.provider.replaceRejected(account, token));
    }

    private static Credentials row(Account account) {
        return Objects.requireNonNull(site.accounts.findById(account.id()).block(LIMIT))
                .credentials();
    }

    private static String tokenOf(Account account) {
        return account.credentials().accessToken().map(Secret::expose).orElseThrow();
    }

    @Test
    void aThousandRejectionsAtOnceAreOneRedemptionAndOneNewToken() {
        Account account = site.login(1, VALID);
        assertThat(answers(instance -> instance.provider.getAccessToken(account)))
                .containsOnly(tokenOf(account));
        site.authorization.expireAccessTokens(Long.parseLong(account.id()));
        List<String> answers = answers(instance -> instance.provider.replaceRejected(account, tokenOf(account)));
        assertThat(answers).hasSize(1_000).containsOnly(answers.get(0));
        assertThat(site.authorization.isLive(answers.get(0))).isTrue();
        assertThat(site.redemptions(account)).isEqualTo(1);
        assertThat(row(account).text("note")).contains("keep-me");
        assertThat(answers(instance -> instance.provider.getAccessToken(account)))
                .containsOnly(answers.get(0));
    }

    @Test
    void anUpstreamThatRejectsEveryTokenCostsTwoRedemptionsAlsoAfterARestart() {
        Account account = site.login(2, VALID);
        for (int round = 0; round < 10; round++) {
            answers(instance -> refused(instance, account));
        }
        assertThat(answers(instance -> refused(instance, account))).containsOnly(WAITING);
        disconnect();
        connect();
        assertThat(answers(instance -> refused(instance, account))).containsOnly(WAITING);
        assertThat(site.redemptions(account)).isEqualTo(2);
    }

    @Test
    void aNewLoginEndsTheWait() {
        Account account = site.login(3, VALID);
        for (int round = 0; round < 5; round++) {
            answers(instance -> refused(instance, account));
        }
        assertThat(site.redemptions(account)).isEqualTo(2);
        Account login = site.login(3, VALID);
        fleet.get(0).provider.invalidate(login).block(LIMIT);
        Awaitility.await("all hear of the login")
                .atMost(LIMIT)
                .until(() -> fleet.stream()
                        .allMatch(instance -> tokenOf(login)
                                .equals(instance.provider.getAccessToken(3).block(LIMIT))));
        List<String> answers = answers(instance -> instance.provider.replaceRejected(account.id(), tokenOf(login)));
        assertThat(answers).containsOnly(answers.get(0)).doesNotContain(tokenOf(login), WAITING);
        assertThat(site.authorization.ledger())
                .filteredOn(redemption -> redemption.accountId() == Long.parseLong(account.id()))
                .hasSize(3)
                .extracting(Redemption::outcome)
                .containsOnly(Redemption.Outcome.ROTATED);
    }
}
