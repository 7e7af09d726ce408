package io.tokenwell.redis;

import io.tokenwell.tck.NearCacheOutageContract.Announcements;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server that can be cut, or that lets the server's words through no more. */
final class Relay implements Announcements, AutoCloseable {

    private final int target;
    private final ServerSocket door;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private State state = State.OPEN;
    private volatile boolean holding;

    private enum State {
        OPEN,
        STALLED,
        CUT
    }

    Relay(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whether something of the server's waits here. */
    boolean isHolding() {
        return holding;
    }

    @Override
    public void cut() {
        become(State.CUT);
        sockets.forEach(Relay::end);
        sockets.clear();
    }

    @Override
    public void stall() {
        become(State.STALLED);
    }

    @Override
    public void heal() {
        become(State.OPEN);
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State state() {
        return state;
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (state == State.STALLED) {
            holding = true;
            wait();
        }
        holding = false;
    }

    private void welcome() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            if (state() == State.CUT) {
                end(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.addAll(List.of(client, server));
        start(() -> pump(client, server, false));
        start(() -> pump(server, client, true));
    }

    private void pump(Socket from, Socket to, boolean gated) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (gated) {
                    awaitPassage();
                }
                out.write(bytes, 0, read);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The connection has ended.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
