package io.tokenwell.example.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One Redis command over a socket of its own: enough to ping a server and to assemble a cluster. */
final class RespProbe {

    private static final int TIMEOUT_MILLIS = 2_000;

    private RespProbe() {}

    static String ask(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            // Makes the server close too, so the answer is simply everything up to end of file. Sentinels know no QUIT.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static boolean answers(int port, String command, String part) {
        try {
            return ask(port, command).contains(part);
        } catch (IOException notYet) {
            return false;
        }
    }
}
