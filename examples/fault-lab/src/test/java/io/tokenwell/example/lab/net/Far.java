package io.tokenwell.example.lab.net;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ServerSocket;

/** The server behind a proxy, which does nothing by itself: the test plays it. */
final class Far implements AutoCloseable {

    private final ServerSocket listener;

    Far() throws IOException {
        listener = new ServerSocket(0, 50, NetUtil.LOCALHOST4);
        listener.setSoTimeout(Wire.PATIENCE);
    }

    int port() {
        return listener.getLocalPort();
    }

    Wire accept() throws IOException {
        return new Wire(listener.accept());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
