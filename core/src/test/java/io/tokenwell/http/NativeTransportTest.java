package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import reactor.netty.tcp.TcpClient;

/**
 * Java parts and native libraries of Netty come from two versions. One that does not fit may be found and loaded all the same:
 * it shows when a socket first fails.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NativeTransportTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void theNativeLibraryIsFound() {
        assertThat(Epoll.unavailabilityCause()).isNull();
    }

    @Test
    void aRefusedConnectionIsToldAsSuch() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> TcpClient.create()
                        .host("127.0.0.1")
                        .port(port)
                        .connect()
                        .block(LIMIT))
                .hasMessageContaining("Connection refused");
    }
}
