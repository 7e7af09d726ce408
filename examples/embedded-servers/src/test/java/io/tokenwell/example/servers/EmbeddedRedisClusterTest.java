package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class EmbeddedRedisClusterTest {

    @Test
    void threeMastersShareAllSlotsAndSendClientsToEachOther() throws IOException {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
            assertThat(cluster.uris()).hasSize(3).doesNotHaveDuplicates();
            for (EmbeddedRedis master : cluster.masters()) {
                assertThat(RespProbe.ask(master.port(), "CLUSTER INFO"))
                        .contains("cluster_state:ok", "cluster_slots_ok:16384", "cluster_size:3");
            }
            int first = cluster.masters().get(0).port();
            int third = cluster.masters().get(2).port();
            // "foo" lives in slot 12182, the last third.
            assertThat(RespProbe.ask(first, "SET foo 1")).startsWith("-MOVED 12182 127.0.0.1:" + third);
            assertThat(RespProbe.ask(third, "SET foo 1")).startsWith("+OK");
        }
    }
}
