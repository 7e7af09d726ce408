package io.tokenwell.example.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private Far far;
    private FaultProxy proxy;
    private Wire client;
    private Wire server;

    @BeforeEach
    void connect() throws IOException {
        far = new Far();
        proxy = FaultProxy.to(far.port());
        reconnect();
    }

    private void reconnect() throws IOException {
        client = Wire.to(proxy.port());
        server = far.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        far.close();
    }

    private void assertBothWays() throws IOException {
        client.send("ping");
        assertThat(server.receive(4)).isEqualTo("ping");
        server.send("pong");
        assertThat(client.receive(4)).isEqualTo("pong");
    }

    @Test
    void withoutFaultsBytesPassBothWaysAndEndsPassAlone() throws IOException {
        assertBothWays();
        assertThat(proxy.connections()).isEqualTo(1);
        client.send("last").socket.shutdownOutput();
        assertThat(server.receive(5)).isEqualTo("last");
        server.send("answer").close();
        assertThat(client.receive(7)).isEqualTo("answer");
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aResetOnOneSideIsAResetOnTheOther() throws IOException {
        client.reset();
        assertThat(server.isReset()).isTrue();
        reconnect();
        server.reset();
        assertThat(client.isReset()).isTrue();
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void aTargetThatRefusesIsAResetAndHarmsNoOtherConnection() throws IOException {
        far.close();
        assertThatThrownBy(() -> {
                    try (Wire early = Wire.to(proxy.port())) {
                        early.receive(1);
                    }
                })
                .isExactlyInstanceOf(SocketException.class);
        assertBothWays();
    }

    @RepeatedTest(5)
    void cutResetsWhatExistsAndAcceptsWhatComes() throws IOException {
        proxy.cut();
        assertThat(proxy.connections()).isZero();
        assertThat(client.isReset()).isTrue();
        assertThat(server.isReset()).isTrue();
        reconnect();
        assertBothWays();
    }

    @Test
    void theProxyRemembersWhichConnectionsItBrokeWhileTheirClientsListened() throws IOException {
        int port = server.socket.getPort();
        long now = System.nanoTime();
        assertThat(proxy.brokenSince(port, now)).isEmpty();
        proxy.cut();
        assertThat(proxy.brokenSince(port, now)).isPresent();
        assertThat(proxy.brokenSince(port, now + Duration.ofMinutes(1).toNanos()))
                .isEmpty();
        reconnect();
        client.socket.shutdownOutput();
        assertThat(server.isEnded()).isTrue();
        proxy.cut();
        assertThat(proxy.brokenSince(server.socket.getPort(), now)).isEmpty();
    }

    @Test
    void theProxyRemembersWhichConnectionsLostBytes() throws IOException {
        long now = System.nanoTime();
        proxy.loseReplies();
        assertThat(proxy.brokenSince(server.socket.getPort(), now)).isEmpty();
        server.send("lost");
        await().until(() -> proxy.brokenSince(server.socket.getPort(), now).isPresent());
    }

    @RepeatedTest(5)
    void downRefusesAndUpListensOnTheSamePort() throws IOException {
        proxy.down();
        assertThat(client.isReset()).isTrue();
        assertThat(server.isReset()).isTrue();
        assertThatThrownBy(() -> Wire.to(proxy.port())).isInstanceOf(ConnectException.class);
        proxy.down();
        proxy.up();
        proxy.up();
        reconnect();
        assertBothWays();
    }

    @Test
    void stallHoldsBytesEndsAndBreaksAndFlowLetsThemPass() throws IOException {
        proxy.stall();
        client.send("request");
        server.send("answer");
        assertThat(server.isSilent()).isTrue();
        assertThat(client.isSilent()).isTrue();
        server.close();
        assertThat(client.isSilent()).isTrue();
        assertThat(proxy.connections()).isEqualTo(1);
        proxy.flow();
        assertThat(client.receive(6)).isEqualTo("answer");
        proxy.flow();
    }

    @Test
    void aBreakDuringAStallIsSeenWhenItEnds() throws IOException {
        proxy.stall();
        client.reset();
        assertThat(server.isSilent()).isTrue();
        proxy.flow();
        assertThat(server.isReset()).isTrue();
    }

    @Test
    void whatAClientSentBeforeItLeftDuringAStallReachesNobody() throws IOException {
        proxy.stall();
        client.send("too late").close();
        assertThat(server.isSilent()).isTrue();
        proxy.flow();
        assertThat(server.isReset()).isTrue();
    }

    @Test
    void connectionsMadeDuringAStallWorkAfterIt() throws IOException {
        proxy.stall();
        reconnect();
        client.send("ping");
        assertThat(server.isSilent()).isTrue();
        proxy.flow();
        assertThat(server.receive(4)).isEqualTo("ping");
    }

    @Test
    void cutAndDownReachStalledConnections() throws IOException {
        proxy.stall();
        client.send("held");
        proxy.cut();
        assertThat(client.isReset()).isTrue();
        assertThat(server.isReset()).isTrue();
        reconnect();
        proxy.down();
        assertThat(client.isReset()).isTrue();
    }

    @Test
    void lostRepliesNeverArriveAndTheirConnectionsAreResetLater() throws IOException {
        Wire idle = Wire.to(proxy.port());
        Wire idleServer = far.accept();
        proxy.loseReplies();
        client.send("ping");
        assertThat(server.receive(4)).isEqualTo("ping");
        server.send("lost");
        await().until(() -> proxy.swallowedBytes() == 4);
        server.close();
        assertThat(client.isSilent()).isTrue();
        proxy.keepReplies();
        assertThat(client.isReset()).isTrue();
        idleServer.send("kept");
        assertThat(idle.receive(4)).isEqualTo("kept");
        idle.close();
        idleServer.close();
    }

    @Test
    void aReplyLostIsNotFollowedByAnotherThatIsKept() throws IOException {
        proxy.loseReplies();
        server.send("lost");
        await().until(() -> proxy.swallowedBytes() == 4);
        proxy.keepReplies();
        assertThat(client.isReset()).isTrue();
        assertThat(server.isReset()).isTrue();
    }

    @Test
    void aServerThatBreaksWhileRepliesAreLostIsNotSeenByTheClient() throws IOException {
        assertBothWays();
        proxy.loseReplies();
        server.reset();
        assertThat(client.isSilent()).isTrue();
        proxy.keepReplies();
        assertThat(client.isReset()).isTrue();
    }

    @Test
    void healUndoesEverythingAtOnce() throws IOException {
        proxy.delay(Duration.ofMinutes(5), Duration.ofMinutes(5));
        client.send("request");
        server.send("answer");
        proxy.stall();
        assertThat(server.isSilent()).isTrue();
        proxy.heal();
        assertThat(server.receive(7)).isEqualTo("request");
        assertThat(client.receive(6)).isEqualTo("answer");
        proxy.loseReplies();
        server.send("lost");
        await().until(() -> proxy.swallowedBytes() == 4);
        proxy.heal();
        assertThat(client.isReset()).isTrue();
        proxy.down();
        proxy.heal();
        reconnect();
        assertBothWays();
    }
}
