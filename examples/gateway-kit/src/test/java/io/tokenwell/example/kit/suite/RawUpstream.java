package io.tokenwell.example.kit.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An upstream that says what no decent server would. Answers each request, unless told otherwise, with its own path. */
final class RawUpstream implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final long PAUSE_MILLIS = 150;

    /** What is written for one request: parts with a pause between each two. */
    private record Script(List<String> parts, CountDownLatch written, CountDownLatch closed) {}

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final ServerSocket server;

    RawUpstream() {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started("raw upstream", this::accepting);
    }

    private static void started(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A whole answer. */
    static String answer(String body) {
        return head("200 OK", "Content-Length: " + body.length()) + body;
    }

    /** Nothing but the head of one. */
    static String head(String status, String... headers) {
        return "HTTP/1.1 " + status + "\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n";
    }

    /** The first lines of all that was asked for. */
    Queue<String> requests() {
        return requests;
    }

    void on(String path, String... parts) {
        scripts.put(path, new Script(List.of(parts), new CountDownLatch(1), new CountDownLatch(1)));
    }

    /** Waits until all of it was written. */
    boolean written(String path) {
        return awaited(script(path).written());
    }

    /** Waits until the connection that it was written on has been closed by the other side. */
    boolean closed(String path) {
        return awaited(script(path).closed());
    }

    private Script script(String path) {
        Script script = scripts.get(path);
        if (script == null) {
            throw new IllegalArgumentException(path);
        }
        return script;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(Caller.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accepting() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                started("raw upstream's connection", () -> answering(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answering(Socket socket) {
        @Nullable Script last = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String path = asked(in); path != null; path = asked(in)) {
                // Else it is a line of a chunked body.
                if (path.startsWith("/")) {
                    last = scripts.get(path);
                    answered(path, last, socket.getOutputStream());
                }
            }
        } catch (IOException | InterruptedException broken) {
            // The other side has had enough.
        } finally {
            if (last != null) {
                last.closed().countDown();
            }
        }
    }

    /** The path of the next request, null at the end. Bodies of known length are skipped. */
    private @Nullable String asked(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null) {
            return null;
        }
        requests.add(first);
        long length = 0;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        for (long at = 0; at < length && in.read() >= 0; ) {
            at++;
        }
        return first.replaceFirst("^\\S+ (\\S+) .*$", "$1");
    }

    private static void answered(String path, @Nullable Script script, OutputStream out)
            throws IOException, InterruptedException {
        List<String> parts = script == null ? List.of(answer(path)) : script.parts();
        for (int index = 0; index < parts.size(); index++) {
            if (index > 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
            out.write(parts.get(index).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        if (script != null) {
            script.written().countDown();
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
