package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is spelt otherwise may be resolved by somebody else. */
class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "127.0.0.0",
                "127.255.255.255",
                "127.10.99.249",
                "[::1]",
                "::1",
                "[0:0:0:0:0:0:0:1]",
                "[0::1]",
                "0000:0000:0000:0000:0000:0000:0000:0001"
            })
    void theseNeverLeaveTheMachine(String host) {
        assertThat(Loopback.isLiteral(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.localhost",
                ".localhost",
                "localhost.",
                "localhost.example.com",
                "localhost.localdomain",
                "ip6-localhost",
                "127.1",
                "127.0.0.256",
                "127.0.0.01",
                "127.0.0.1.example.com",
                "127.0.0.1.",
                "128.0.0.1",
                "0.0.0.0",
                "1127.0.0.1",
                "[::2]",
                "[::]",
                "[1::1]",
                "[::10]",
                "[::ffff:127.0.0.1]",
                "1",
                "localhost\n"
            })
    void theseMay(String host) {
        assertThat(Loopback.isLiteral(host)).isFalse();
    }
}
