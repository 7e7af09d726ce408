package io.tokenwell.example.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyFlowTest {

    private static final int LARGE = 32 * 1024 * 1024;
    private static final Duration SOME = Duration.ofMillis(200);

    private Far far;
    private FaultProxy proxy;
    private Wire client;
    private Wire server;

    @BeforeEach
    void connect() throws IOException {
        far = new Far();
        proxy = FaultProxy.to(far.port());
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

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<Void> sent(Wire wire, byte[] bytes) {
        return aside(() -> {
            try (OutputStream out = wire.socket.getOutputStream()) {
                out.write(bytes);
            }
            return null;
        });
    }

    /** On a thread of its own: what blocks has no place in the common pool, which has one thread on two cores. */
    private static CompletableFuture<Void> aside(Callable<Void> work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.complete(work.call());
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private static byte[] received(Wire wire, int length) throws IOException {
        wire.socket.setSoTimeout(Wire.PATIENCE);
        return wire.socket.getInputStream().readNBytes(length);
    }

    @Test
    void delayHoldsEachDirectionForItsOwnTime() throws IOException {
        proxy.delay(SOME, SOME.multipliedBy(2));
        long start = System.nanoTime();
        client.send("ping");
        assertThat(server.receive(4)).isEqualTo("ping");
        long there = System.nanoTime();
        server.send("pong");
        assertThat(client.receive(4)).isEqualTo("pong");
        assertThat(Duration.ofNanos(there - start)).isBetween(SOME, SOME.multipliedBy(5));
        assertThat(Duration.ofNanos(System.nanoTime() - there)).isBetween(SOME.multipliedBy(2), SOME.multipliedBy(10));
    }

    @Test
    void delayKeepsTheOrderOfBytesHoweverItChanges() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            proxy.delay(Duration.ofMillis(i % 7 * 5L), Duration.ZERO);
            String part = "<" + i + ">";
            all.append(part);
            client.send(part);
        }
        client.socket.shutdownOutput();
        assertThat(server.receive(all.length())).isEqualTo(all.toString());
        assertThat(server.isEnded()).isTrue();
    }

    @Test
    void largeTransfersArriveIntactWhateverTheyGoThrough() throws IOException {
        byte[] bytes = random(LARGE);
        CompletableFuture<Void> sending = sent(client, bytes);
        byte[] first = received(server, LARGE / 4);
        proxy.stall();
        proxy.delay(Duration.ZERO, Duration.ofMillis(1));
        proxy.flow();
        proxy.delay(Duration.ofMillis(1), Duration.ZERO);
        byte[] second = received(server, LARGE / 4);
        proxy.heal();
        byte[] third = received(server, LARGE / 2);
        sending.join();
        assertThat(ByteBuffer.allocate(LARGE).put(first).put(second).put(third).array())
                .isEqualTo(bytes);
        assertThat(server.isEnded()).isTrue();
    }

    @Test
    void aReceiverThatDoesNotReadHoldsItsSenderBack() throws IOException {
        AtomicLong written = new AtomicLong();
        byte[] block = random(64 * 1024);
        CompletableFuture<Void> sending = aside(() -> {
            for (int i = 0; i < LARGE / block.length; i++) {
                server.socket.getOutputStream().write(block);
                written.addAndGet(block.length);
            }
            return null;
        });
        Awaitility.await().during(SOME).until(() -> written.get() < LARGE && written.get() > 0);
        long atRest = written.get();
        assertThat(atRest).isLessThan(LARGE);
        InputStream in = client.socket.getInputStream();
        in.skipNBytes(LARGE);
        sending.join();
    }

    @Test
    void aCutInTheMiddleOfATransferEndsItAtBothSides() throws IOException {
        CompletableFuture<Void> sending = sent(client, random(LARGE));
        received(server, LARGE / 4);
        proxy.cut();
        assertThatThrownBy(() -> received(server, LARGE)).isInstanceOf(SocketException.class);
        assertThatThrownBy(sending::join).hasRootCauseInstanceOf(SocketException.class);
    }

    @Test
    void switchesMayBeCalledOnAnEventLoopWhichThenDoesNotWait() throws IOException {
        LabLoops.on(LabLoops.next(), () -> {
            proxy.down();
            proxy.heal();
            proxy.stall();
            proxy.cut();
            proxy.delay(SOME, SOME);
            proxy.heal();
        });
        assertThat(client.isReset()).isTrue();
        Awaitility.await().ignoreException(ConnectException.class).until(() -> {
            Wire.to(proxy.port()).close();
            return true;
        });
    }
}
