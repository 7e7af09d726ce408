package io.tokenwell.example.lab.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.scheduler.Schedulers;

/**
 * A TCP proxy on loopback whose behaviour is switched while it runs. A connection whose target refuses is accepted and
 * then reset; use {@link #down()} for a refusal.
 *
 * <p>Safe for use by many threads. A switch holds for every byte that arrives after the call; when it returns, what it
 * does to existing connections is done too, except on an event loop, where it does not wait. {@link #up()} and
 * {@link #heal()} may then leave the port closed for a moment longer.
 */
public final class FaultProxy implements AutoCloseable {

    private final EventLoop loop = LabLoops.next();
    private final ProxyFaults faults = new ProxyFaults();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ProxyListener listener;

    private FaultProxy(int targetPort) {
        Bootstrap connector = LabLoops.connecting(loop)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .remoteAddress(LabLoops.loopback(targetPort))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel server) {
                        // The link adds itself, once it knows the channel.
                    }
                });
        this.listener = new ProxyListener(loop, client -> Link.open(client, connector, faults, links));
    }

    /**
     * Starts a proxy.
     *
     * @param targetPort where on loopback its connections lead
     * @return the proxy, listening, without any fault
     */
    public static FaultProxy to(int targetPort) {
        return new FaultProxy(targetPort);
    }

    /**
     * Where clients connect to.
     *
     * @return the port it listens on, the same for its whole life
     */
    public int port() {
        return listener.port();
    }

    /** Resets all connections now; new ones are accepted. */
    public void cut() {
        faults.nextEpoch();
        applied(Link::drain);
    }

    /** Refuses connections until {@link #up()}, and resets those that exist. */
    public void down() {
        faults.down(true);
        faults.nextEpoch();
        LabLoops.on(loop, this::refuse);
    }

    /** Listens again, on the same port. */
    public void up() {
        faults.down(false);
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        loop.execute(() -> listen(open));
        if (!Schedulers.isInNonBlockingThread()) {
            open.join();
        }
    }

    private void listen(CompletableFuture<Boolean> open) {
        if (faults.down()) {
            open.complete(false);
        } else {
            listener.open(open);
        }
    }

    private void refuse() {
        listener.close();
        links.forEach(Link::drain);
    }

    /** Lets no byte pass in either direction; connections stay open, and new ones are accepted. */
    public void stall() {
        faults.stalled(true);
    }

    /**
     * Lets the bytes pass that {@link #stall()} held back, and all later ones. What clients sent that have left
     * meanwhile is dropped.
     */
    public void flow() {
        if (faults.stalled()) {
            faults.stalled(false);
            applied(Link::flow);
        }
    }

    /** Swallows what the server sends from now on; requests reach it. */
    public void loseReplies() {
        faults.losing(true);
    }

    /** Lets replies pass again, and resets the connections that lost any byte: no client may see a gap. */
    public void keepReplies() {
        faults.losing(false);
        applied(Link::drain);
    }

    /**
     * Delays all bytes, whose order is kept. A shorter delay holds for the bytes that are on their way, too.
     *
     * @param toServer how long they take to the server
     * @param toClient how long they take to the client
     */
    public void delay(Duration toServer, Duration toClient) {
        faults.delay(toServer, toClient);
        applied(Link::drain);
    }

    /** Undoes all of the above; connections that lost bytes are reset. */
    public void heal() {
        faults.losing(false);
        faults.delay(Duration.ZERO, Duration.ZERO);
        flow();
        applied(Link::drain);
        up();
    }

    /**
     * How many connections there are.
     *
     * @return the connections of clients that are accepted and neither closed nor reset
     */
    public int connections() {
        return links.size();
    }

    /**
     * What {@link #loseReplies()} has cost so far.
     *
     * @return how many bytes of the server were swallowed
     */
    public long swallowedBytes() {
        return faults.swallowed();
    }

    /**
     * When a fault broke the connection that a request came by: it was reset, or lost bytes of the server, while its
     * client still listened.
     *
     * @param port the connection's port towards the server
     * @param arrivedNanos when the request arrived at the server, on {@link System#nanoTime()}
     * @return that moment on the same clock, empty if nothing befell the connection
     */
    public OptionalLong brokenSince(int port, long arrivedNanos) {
        return faults.broken().since(port, arrivedNanos);
    }

    private void applied(Consumer<Link> change) {
        LabLoops.on(loop, () -> links.forEach(change));
    }

    @Override
    public void close() {
        down();
    }
}
