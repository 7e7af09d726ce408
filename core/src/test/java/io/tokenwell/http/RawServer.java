package io.tokenwell.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server below HTTP: tests say byte by byte what it does with a connection, on a thread of its own. */
final class RawServer implements AutoCloseable {

    /** What to do with one connection; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void play(Conversation client) throws IOException;
    }

    /** One connection, seen from the server. */
    record Conversation(Socket socket, InputStream in, OutputStream out) {

        String readUntil(String end) throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            while (!text.toString(StandardCharsets.ISO_8859_1).contains(end)) {
                text.write(read(1));
            }
            return text.toString(StandardCharsets.ISO_8859_1);
        }

        /** Form bodies here are short and end with the last field. */
        String readRequest() throws IOException {
            String head = readUntil("\r\n\r\n");
            String length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
            return head + new String(read(Integer.parseInt(length)), StandardCharsets.ISO_8859_1);
        }

        byte[] read(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IOException("client went away");
            }
            return bytes;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void holdUntilClientLeaves() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    final List<String> seen = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    RawServer(Script script) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> accept(script));
    }

    /** Reads a whole request, then answers with these bytes and closes. */
    static RawServer answering(String bytes) {
        return new RawServer(client -> {
            client.readRequest();
            client.write(bytes);
        });
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                clients.add(socket);
                daemon(() -> converse(socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void converse(Socket socket, Script script) {
        try (socket) {
            script.play(new Conversation(socket, socket.getInputStream(), socket.getOutputStream()));
        } catch (IOException clientGone) {
            // The test looks at the client's side.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    int connections() {
        return clients.size();
    }

    int port() {
        return server.getLocalPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/oauth/token");
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
