package io.tokenwell.example.kit.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An upstream that writes down what comes, byte by byte, and answers with the target or as it was told to. */
final class Ledger implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private final Map<String, Told> answers = new ConcurrentHashMap<>();
    private final ServerSocket server;

    private record Told(List<byte[]> parts, boolean ends) {}

    Ledger() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started(this::accepting);
    }

    private static void started(Runnable work) {
        Thread thread = new Thread(work, "ledger");
        thread.setDaemon(true);
        thread.start();
    }

    /** What has come since the last time. */
    List<Arrived> taken() {
        List<Arrived> taken = arrived.stream().toList();
        arrived.removeAll(taken);
        return taken;
    }

    /** How it answers on a target: each part after a pause, then the end of the connection if it ends. */
    void answer(String target, List<byte[]> parts, boolean ends) {
        answers.put(target, new Told(parts, ends));
    }

    String uri() {
        return "http://" + host();
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accepting() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                started(() -> answering(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answering(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (Arrived next = Arrived.read(in); next != null; next = Arrived.read(in)) {
                arrived.add(next);
                Told told = answers.get(next.target());
                if (told == null) {
                    socket.getOutputStream().write(own(next));
                } else {
                    written(socket, told.parts());
                    if (told.ends()) {
                        return;
                    }
                }
            }
        } catch (IOException | InterruptedException broken) {
            // The other side has had enough.
        }
    }

    private static byte[] own(Arrived request) {
        String body = request.target();
        return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + (request.method().equals("HEAD") ? "" : body))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void written(Socket socket, List<byte[]> parts) throws IOException, InterruptedException {
        for (int part = 0; part < parts.size(); part++) {
            if (part > 0) {
                Thread.sleep(100);
            }
            socket.getOutputStream().write(parts.get(part));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
