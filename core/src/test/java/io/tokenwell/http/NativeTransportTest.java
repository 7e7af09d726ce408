package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Java parts and native libraries of Netty come from two versions: one that did not fit would be left without a word. */
class NativeTransportTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theNativeLibraryFits() {
        assertThat(Epoll.unavailabilityCause()).isNull();
    }
}
