package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A Redis that is away, and when it is back does not know this client. */
class AbsenceLogTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CONNECTION = "Redis not available";
    private static final String ANNOUNCEMENTS = "Redis announces no changes";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tokenwell.redis");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private List<String> warnings(String about) {
        return said(Level.WARN, about);
    }

    private List<String> said(Level level, String about) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(about))
                .toList();
    }

    /** Once, and as the last: a server that starts may also be heard to close a connection, which is a reason between. */
    private void eachIsWarnedOf(String reason) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(warnings(CONNECTION)).last().asString().contains(reason);
            assertThat(warnings(ANNOUNCEMENTS)).last().asString().contains(reason);
        });
        assertThat(warnings("")).filteredOn(line -> line.contains(reason)).hasSize(2);
    }

    @Test
    void thatItIsAwayOnceMoreIsWarnedOfOnceMore() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create()) {
            client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
            try (RedisConnection connection = RedisConnection.to(client, RedisURI.create(server.uri()));
                    RedisTracking tracking = RedisTracking.of(client, RedisURI.create(server.uri()))) {
                RedisStores.of(connection).nearTokenCache(tracking, NearCacheSettings.defaults());
                away(server, 1);
                away(server, 2);
            }
        }
    }

    private void away(EmbeddedRedis server, int times) {
        server.stop();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(said(Level.WARN, ANNOUNCEMENTS))
                        .filteredOn(line -> line.contains("refused"))
                        .hasSize(times));
        server.restart();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(said(Level.INFO, "Redis announces changes again"))
                        .hasSize(times));
    }

    @Test
    void thatTheReasonIsAnotherByNowIsWarnedOfOnceMore() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create()) {
            client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
            RedisURI uri = RedisURI.create(server.uri().replace("://", "://nobody:hunter2@"));
            server.stop();
            try (RedisConnection connection = RedisConnection.to(client, uri);
                    RedisTracking tracking = RedisTracking.of(client, uri)) {
                RedisStores.of(connection).nearTokenCache(tracking, NearCacheSettings.defaults());
                eachIsWarnedOf("refused");
                server.restart();
                eachIsWarnedOf("WRONGPASS");
                assertThat(warnings("")).noneMatch(line -> line.contains("hunter2"));
            }
        }
    }
}
