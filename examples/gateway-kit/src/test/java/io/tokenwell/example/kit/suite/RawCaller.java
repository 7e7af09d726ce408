package io.tokenwell.example.kit.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no decent client would. Each character of a text is one byte. */
final class RawCaller implements AutoCloseable {

    private final Socket socket;

    RawCaller(RunningGateway gateway) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Caller.LIMIT.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came back until the gateway closed.
     *
     * @param status 0 if it closed without an answer
     */
    record Answer(int status, String head, String body) {
        boolean isProblem(int expected) {
            return status == expected && head.contains("application/problem+json") && body.contains("\"urn:tokenwell:");
        }

        /** Closed, or the client's mistake. */
        boolean isRefusal() {
            return status == 0 || status / 100 == 4;
        }
    }

    /** The whole head of a request for one answer, without headers that a decent client would not send. */
    static String head(String method, String target, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    static Answer answer(RunningGateway gateway, String request) {
        try (RawCaller caller = new RawCaller(gateway)) {
            return caller.send(request).answer();
        }
    }

    RawCaller send(String part) {
        try {
            socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the gateway closes. */
    Answer answer() {
        try {
            return parsed(all(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String all(InputStream in) throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (SocketException reset) {
            // Closed with something of ours unread.
        }
        return all.toString();
    }

    private static Answer parsed(String all) {
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, all, "");
        }
        String head = all.substring(0, end);
        return new Answer(
                Integer.parseInt(head.replaceFirst("(?s)^\\S+ (\\d+).*$", "$1")), head, all.substring(end + 4));
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
