package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {

    @Test
    void answersOnLoopbackAsSoonAsItIsStarted() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
            assertThat(RespProbe.ask(redis.port(), "INFO server"))
                    .contains("redis_version:7.0.15", "process_id:" + redis.pid());
        }
    }

    @Test
    void restartKeepsThePortAndLosesTheData() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            int port = redis.port();
            RespProbe.ask(port, "SET colour blue");
            redis.stop();
            assertThat(RespProbe.answers(port, "PING", "+PONG")).isFalse();
            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(RespProbe.ask(port, "GET colour")).startsWith("$-1");
        }
    }

    @Test
    void aPausedServerIsSilentAndGoesOnWhereItStopped() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            RespProbe.ask(redis.port(), "SET colour blue");
            redis.pause();
            assertThat(RespProbe.answers(redis.port(), "PING", "+PONG")).isFalse();
            redis.resume();
            assertThat(RespProbe.ask(redis.port(), "GET colour")).contains("blue");
        }
    }

    @Test
    void closeEndsEvenAPausedServerAndRemovesItsFolder() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        Path folder = redis.directory();
        assertThat(folder).isDirectory();
        redis.pause();
        redis.close();
        redis.close();
        assertThat(ProcessHandle.of(redis.pid())).isEmpty();
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void manyAtOnceGetPortsOfTheirOwn() {
        List<EmbeddedRedis> many = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> EmbeddedRedis.start())
                .toList();
        assertThat(many).extracting(EmbeddedRedis::port).doesNotHaveDuplicates();
        assertThat(many).allMatch(redis -> RespProbe.answers(redis.port(), "PING", "+PONG"));
        many.forEach(EmbeddedRedis::close);
    }
}
