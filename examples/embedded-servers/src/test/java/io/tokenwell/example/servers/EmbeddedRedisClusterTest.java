package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

    @Test
    void eachMasterHasAReplicaAndCloseEndsAll() throws IOException {
        EmbeddedRedisCluster cluster = EmbeddedRedisCluster.startWithReplicas();
        List<EmbeddedRedis> all = cluster.nodes();
        try (cluster) {
            assertThat(cluster.uris()).hasSize(6).doesNotHaveDuplicates();
            for (EmbeddedRedis node : all) {
                assertThat(RespProbe.ask(node.port(), "INFO replication"))
                        .contains(cluster.masters().contains(node) ? "connected_slaves:1" : "role:slave");
            }
            assertThat(cluster.masterOf("foo")).isSameAs(cluster.masters().get(2));
            assertThat(cluster.masterOf("{foo}:bar")).isSameAs(cluster.masters().get(2));
        }
        Failover.assertNothingLeft(all);
    }

    @Test
    void aReplicaTakesTheWritesOfAKilledMasterAndIsFoundByTheKey() throws IOException {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.startWithReplicas()) {
            EmbeddedRedis killed = cluster.masterOf("foo");
            killed.stop();
            Failover.assertTakesWrites(cluster.nodes(), "foo");
            assertThat(cluster.masterOf("foo")).isIn(cluster.nodes()).isNotSameAs(killed);
            assertThat(RespProbe.ask(cluster.masterOf("foo").port(), "GET foo")).contains("1");
        }
    }
}
