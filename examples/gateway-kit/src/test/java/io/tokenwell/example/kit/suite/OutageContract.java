package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.kit.suite.Caller.Answer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What goes on while a store is down. */
interface OutageContract extends SiteContract {

    private String ok() {
        return site().path((request, response) -> response.sendString(Mono.just("ok")));
    }

    @Test
    default void withoutTheDatabaseAKnownTokenIsServedAndAnUnknownOneIsAProblem() {
        String path = ok();
        long known = site().accounts.loggedIn();
        long expired = site().accounts.expired();
        // Not before the stores know it: Redis may just have come back.
        await().atMost(Caller.LIMIT)
                .until(() ->
                        site().caller(known).get(path).status() == 200 && site().redisKnows("*:" + known + "}:token"));
        site().database.stop();
        try {
            assertThat(site().caller(known).get(path).status()).isEqualTo(200);
            Answer problem = site().caller(expired).get(path);
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers().get("Retry-After")).isEqualTo("5");
            assertThat(problem.json()).containsEntry("type", "urn:tokenwell:problem:token-storage");
        } finally {
            site().database.restart();
        }
        await().atMost(Caller.LIMIT)
                .until(() -> site().caller(expired).get(path).status() == 200);
    }

    @Test
    default void withoutRedisRequestsGoOnAndRefreshesToo() {
        String path = ok();
        long account = site().accounts.expired();
        site().redis.stop();
        try {
            assertThat(site().caller(account).get(path).status()).isEqualTo(200);
            assertThat(site().caller(account).get(path).status()).isEqualTo(200);
            assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);
        } finally {
            site().redis.restart();
        }
        assertThat(site().caller(account).get(path).status()).isEqualTo(200);
    }
}
