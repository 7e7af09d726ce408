package io.tokenwell.example.kit.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends what it likes, when it likes. */
final class RawClient implements AutoCloseable {

    private static final int WINDOW = 16 << 10;

    private final Socket socket = new Socket();

    RawClient(RunningGateway gateway) {
        this(gateway.port());
    }

    RawClient(int port) {
        try {
            socket.setReceiveBufferSize(WINDOW);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(Math.toIntExact(Caller.LIMIT.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of a request for an account. */
    static String head(String method, String path, long account, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return method + " /by-header" + path + " HTTP/1.1\r\nHost: gateway\r\nX-Account: " + account + "\r\n" + more
                + "\r\n";
    }

    /** Sends it, or as much as the other side takes. */
    RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            // It has had enough; what it said before is read all the same.
        }
        return this;
    }

    /** What comes next, empty at the end. */
    String next(int most) {
        byte[] bytes = new byte[most];
        try {
            int read = input().read(bytes);
            return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("nothing more comes, and no end", e);
        } catch (SocketException reset) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /** All that comes before this, and with it; or before the end. */
    String until(String mark) {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(mark) < 0) {
            String next = next(WINDOW);
            if (next.isEmpty()) {
                break;
            }
            all.append(next);
        }
        return all.toString();
    }

    /** All that comes until the other side closes. */
    String toTheEnd() {
        StringBuilder all = new StringBuilder();
        for (String next = next(WINDOW); !next.isEmpty(); next = next(WINDOW)) {
            all.append(next);
        }
        return all.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
