package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedRedisSentinelTest {

    @Test
    void theReplicasFollowTheMasterThatTheSentinelsNameAndCloseEndsAll() throws IOException {
        EmbeddedRedisSentinel servers = EmbeddedRedisSentinel.start();
        List<EmbeddedRedis> all = Stream.concat(servers.nodes().stream(), servers.sentinels().stream())
                .toList();
        try (servers) {
            assertThat(servers.uri())
                    .matches(
                            "redis-sentinel://127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+/0#tokenwell");
            assertThat(servers.master()).isSameAs(servers.nodes().get(0));
            assertThat(RespProbe.ask(servers.master().port(), "SET colour blue"))
                    .startsWith("+OK");
            assertThat(servers.nodes())
                    .allMatch(node -> Failover.comesTrue(() -> RespProbe.answers(node.port(), "GET colour", "blue")));
            for (EmbeddedRedis sentinel : servers.sentinels()) {
                assertThat(RespProbe.ask(sentinel.port(), "SENTINEL CKQUORUM tokenwell"))
                        .startsWith("+OK 3 usable Sentinels");
            }
        }
        Failover.assertNothingLeft(all);
    }

    @Test
    void aReplicaTakesTheWritesOfAKilledMasterAndIsFoundByItsName() {
        try (EmbeddedRedisSentinel servers = EmbeddedRedisSentinel.start()) {
            EmbeddedRedis killed = servers.master();
            killed.stop();
            Failover.assertTakesWrites(servers.nodes(), "colour");
            assertThat(Failover.comesTrue(() -> servers.master() != killed)).isTrue();
            assertThat(servers.nodes()).contains(servers.master());
        }
    }
}
