package io.tokenwell.example.kit.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** A client without manners: it sends what it is told to. */
final class Wire {

    /** Who has sent no whole request may get no answer. */
    static final Duration SHORT = Duration.ofMillis(250);

    static final Duration LONG = Duration.ofSeconds(20);

    private final int port;

    Wire(int port) {
        this.port = port;
    }

    Answer answer(byte[] request, boolean toHead, Duration patience) {
        byte[] read = sent(request, patience, bytes -> Answer.of(text(bytes)).isWhole(toHead));
        return Answer.of(text(read));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What has come when it is enough, the connection has ended, or patience has. */
    byte[] sent(byte[] request, Duration patience, Predicate<byte[]> enough) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        long end = System.nanoTime() + patience.toNanos();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 14];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                read.write(buffer, 0, count);
                if (enough.test(read.toByteArray()) || System.nanoTime() > end) {
                    break;
                }
            }
        } catch (SocketTimeoutException silent) {
            return read.toByteArray();
        } catch (IOException refused) {
            // Closed while it still wrote: that is an answer, too.
        }
        return read.toByteArray();
    }
}
