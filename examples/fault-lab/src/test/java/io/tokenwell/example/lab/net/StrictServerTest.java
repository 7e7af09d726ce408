package io.tokenwell.example.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.lab.net.Redeemer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

class StrictServerTest {

    private static final long ACCOUNT = 7;

    private final StrictServer server = StrictServer.start(Duration.ofSeconds(4));
    private final Redeemer client = new Redeemer(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLoginsAccessTokenLivesAsLongAsItIsTold() {
        Login dead = server.login(ACCOUNT, Duration.ofMinutes(-1));
        assertThat(server.facts(dead.accessToken()).orElseThrow().expiresAt()).isEqualTo(dead.expiresAt());
        assertThat(dead.expiresAt()).isBefore(Instant.now().minusSeconds(50));
        assertThat(server.usable(dead.refreshToken())).isTrue();
    }

    @Test
    void aRotationYieldsANewPairOfTheSameFamily() {
        Login login = server.login(ACCOUNT);
        assertThat(login.accessToken()).matches("lab-at-1-1-\\w+");
        assertThat(login.refreshToken()).matches("lab-rt-1-1-\\w+");
        Reply reply = client.redeem(2, login.refreshToken());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("access_token")).matches("lab-at-1-2-\\w+");
        assertThat(reply.field("refresh_token")).matches("lab-rt-1-2-\\w+");
        assertThat(reply.field("expires_in")).isEqualTo("4");
        assertThat(reply.field("token_type")).isEqualTo("Bearer");
        assertThat(server.usable(login.refreshToken())).isFalse();
        assertThat(server.usable(reply.field("refresh_token"))).isTrue();
        assertThat(client.redeem(1, reply.field("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void reuseRevokesTheFamilyAndItsLaterTokensAreRefused() {
        Login login = server.login(ACCOUNT);
        assertThat(server.newestFamily(ACCOUNT)).isEqualTo(login.family());
        Login other = server.login(ACCOUNT);
        assertThat(server.newestFamily(ACCOUNT)).isEqualTo(other.family());
        Reply rotated = client.redeem(1, login.refreshToken());
        Reply reused = client.redeem(1, login.refreshToken());
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.body()).contains("\"error\":{\"code\":\"refresh_token_reused\"");
        assertThat(server.usable(rotated.field("refresh_token"))).isFalse();
        Reply revoked = client.redeem(1, rotated.field("refresh_token"));
        assertThat(revoked.status()).isEqualTo(400);
        assertThat(revoked.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(server.facts(rotated.field("access_token")))
                .hasValueSatisfying(facts -> assertThat(facts.revoked()).isTrue());
        assertThat(client.redeem(1, other.refreshToken()).status()).isEqualTo(200);
        assertThat(server.ledger())
                .extracting(Entry::sequence, Entry::family, Entry::rtId, Entry::verdict, Entry::status)
                .containsExactly(
                        tuple(0, 1L, "1-1", Verdict.ROTATED, 200),
                        tuple(1, 1L, "1-1", Verdict.REUSED, 401),
                        tuple(2, 1L, "1-2", Verdict.REVOKED, 400),
                        tuple(3, 2L, "2-1", Verdict.ROTATED, 200));
        assertThat(server.redemptionsOf(ACCOUNT)).isEqualTo(4);
    }

    @Test
    void aTokenOfNobodyIsForeign() {
        assertThat(client.redeem(3, "made-up").body()).contains("invalid_grant");
        assertThat(server.ledger())
                .extracting(Entry::accountId, Entry::instance, Entry::ordinal, Entry::rtId, Entry::verdict)
                .containsExactly(tuple(0L, 3, 0, "foreign", Verdict.FOREIGN));
        assertThat(server.usable("made-up")).isFalse();
        assertThat(server.facts("made-up")).isEmpty();
    }

    @Test
    void theLedgerTellsWhenAndThatTheReplyWasWrittenOut() {
        Instant before = Instant.now();
        server.latency(Duration.ofMillis(50));
        client.redeem(1, server.login(ACCOUNT).refreshToken());
        await().until(() -> server.ledger().get(0).replySentNanos() != 0);
        Entry entry = server.ledger().get(0);
        assertThat(entry.at()).isBetween(before, Instant.now());
        assertThat(entry.replySentNanos() - entry.nanos()).isGreaterThanOrEqualTo(50_000_000);
        assertThat(entry.replyFailed()).isFalse();
        assertThat(entry.pairSent()).isTrue();
    }

    @Test
    void aClientThatLeavesBeforeTheReplyHasSpentItsToken() throws IOException {
        server.latency(Duration.ofMinutes(5));
        Login login = server.login(ACCOUNT);
        String form = "grant_type=refresh_token&refresh_token=" + login.refreshToken();
        try (Wire wire = Wire.to(server.port())) {
            wire.send("POST /i/1/oauth/token HTTP/1.1\r\nContent-Length: " + form.length() + "\r\n\r\n" + form);
            await().until(() -> server.redemptionsOf(ACCOUNT) == 1);
            assertThat(server.ledger().get(0).replyFailed()).isFalse();
        }
        await().until(() -> server.ledger().get(0).replyFailed());
        assertThat(server.ledger().get(0).pairSent()).isFalse();
        assertThat(server.usable(login.refreshToken())).isFalse();
    }

    @Test
    void factsOutliveTheToken() {
        Login login = server.login(ACCOUNT);
        assertThat(server.facts(login.accessToken()))
                .contains(new TokenFacts(ACCOUNT, login.family(), 1, login.expiresAt(), false));
        client.redeem(1, login.refreshToken());
        assertThat(server.facts(login.accessToken())).isPresent();
        assertThat(login.toString()).doesNotContain(login.accessToken()).doesNotContain(login.refreshToken());
    }

    @Test
    void stepsAreToldInOrderAndABrokenListenerHarmsNobody() {
        List<Step> steps = new CopyOnWriteArrayList<>();
        server.onStep(step -> {
            steps.add(step);
            throw new IllegalStateException("planted");
        });
        client.redeem(2, server.login(ACCOUNT).refreshToken());
        await().until(() -> steps.size() == 3);
        assertThat(steps)
                .containsExactly(
                        new Step(Step.Kind.ARRIVED, ACCOUNT, 2),
                        new Step(Step.Kind.DECIDED, ACCOUNT, 2),
                        new Step(Step.Kind.REPLIED, ACCOUNT, 2));
    }

    @Test
    void ofManyWhoPresentTheSameTokenOneIsServed() {
        String token = server.login(ACCOUNT).refreshToken();
        assertThat(Flux.range(1, 30)
                        .flatMap(i -> client.redeemed(i, token), 30)
                        .map(Reply::status)
                        .collectList()
                        .block(Redeemer.LIMIT))
                .containsOnly(200, 401)
                .containsOnlyOnce(200);
    }

    @Test
    void thousandsOfRotationsAreCheap() {
        long start = System.nanoTime();
        Flux.range(0, 50)
                .flatMap(
                        account -> client.redeemed(1, server.login(account).refreshToken())
                                .expand(reply -> client.redeemed(1, reply.field("refresh_token")))
                                .take(60),
                        50)
                .blockLast(Redeemer.LIMIT);
        assertThat(server.ledger())
                .hasSizeGreaterThanOrEqualTo(3_000)
                .allMatch(entry -> entry.verdict() == Verdict.ROTATED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Redeemer.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "/i/1/oauth/token, grant_type=password&refresh_token=r, 400",
        "/i/1/oauth/token, grant_type=refresh_token, 400",
        "/i/1/oauth/token, grant_type=refresh_token&refresh_token=a&refresh_token=b, 400",
        "/oauth/token, grant_type=refresh_token&refresh_token=r, 404",
        "/i/x/oauth/token, grant_type=refresh_token&refresh_token=r, 404",
    })
    void whatIsNoRefreshRequestIsRefusedAndNotInTheLedger(String path, String form, int status) {
        assertThat(client.post(path, form).map(Reply::status).block(Redeemer.LIMIT))
                .isEqualTo(status);
        assertThat(server.ledger()).isEmpty();
    }

    @Test
    void lifetimesAreWholeSeconds() {
        assertThatThrownBy(() -> StrictServer.start(Duration.ofMillis(1_500))).hasMessageContaining("PT1.5S");
    }
}
