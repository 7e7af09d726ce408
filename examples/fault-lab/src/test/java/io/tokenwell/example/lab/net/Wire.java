package io.tokenwell.example.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One plain blocking connection, as a test holds it. */
final class Wire implements AutoCloseable {

    static final int PATIENCE = 10_000;
    static final int SHORT = 150;
    final Socket socket;

    Wire(Socket socket) {
        this.socket = socket;
    }

    static Wire to(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(LabLoops.loopback(port), PATIENCE);
        return new Wire(socket);
    }

    Wire send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String receive(int length) throws IOException {
        socket.setSoTimeout(PATIENCE);
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** Whether nothing at all comes for a while, not even an end. */
    boolean isSilent() throws IOException {
        socket.setSoTimeout(SHORT);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }

    boolean isReset() throws IOException {
        socket.setSoTimeout(PATIENCE);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    boolean isEnded() throws IOException {
        socket.setSoTimeout(PATIENCE);
        return socket.getInputStream().read() == -1;
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
