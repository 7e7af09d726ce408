package io.tokenwell.example.lab.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.util.Collection;

/** A client's connection and the one to the server that goes with it. Used on the proxy's loop only. */
final class Link {

    private final SocketChannel client;
    private final SocketChannel server;
    private final ProxyFaults faults;
    private final Collection<Link> links;
    private final int epoch;
    private final Lane toServer;
    private final Lane toClient;
    private int lanesLeft = 2;
    /** The client misses bytes: nothing may reach it any more but a reset. */
    private boolean lossy;
    /** One side broke while nothing passes: the other learns it when the stall ends. */
    private boolean doomed;
    /** The client hears no more, and wants to. */
    private boolean broke;

    private boolean clientLeft;
    private boolean over;

    private Link(SocketChannel client, SocketChannel server, ProxyFaults faults, Collection<Link> links) {
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.links = links;
        this.epoch = faults.epoch();
        this.toServer = new Lane(client, server, faults, faults::nanosToServer, this::laneFinished);
        this.toClient = new Lane(server, client, faults, faults::nanosToClient, this::laneFinished);
    }

    static void open(SocketChannel client, Bootstrap connector, ProxyFaults faults, Collection<Link> links) {
        ChannelFuture connected = connector.connect();
        Link link = new Link(client, (SocketChannel) connected.channel(), faults, links);
        links.add(link);
        link.client.pipeline().addLast(new LinkEnd(link, true));
        link.server.pipeline().addLast(new LinkEnd(link, false));
        connected.addListener(done -> link.connected(done.isSuccess()));
        if (faults.down()) {
            link.reset();
        }
    }

    private void connected(boolean success) {
        if (success) {
            drain();
        } else {
            reset();
        }
    }

    void received(boolean byClient, ByteBuf bytes) {
        if (over || epoch != faults.epoch()) {
            bytes.release();
        } else if (byClient) {
            toServer.take(bytes);
        } else if (swallows()) {
            faults.swallowed(bytes.readableBytes());
            broke();
            bytes.release();
            toClient.arrived();
        } else {
            toClient.take(bytes);
        }
    }

    /** The end of what the server sends comes after what was lost: it is lost with it. */
    void ended(boolean byClient) {
        if (byClient) {
            clientLeft = true;
            toServer.end();
        } else if (!swallows()) {
            toClient.end();
        }
    }

    private boolean swallows() {
        lossy |= faults.losing();
        return lossy;
    }

    void writable(boolean byClient) {
        if (!over) {
            (byClient ? toClient : toServer).drain();
        }
    }

    void broken(boolean byClient) {
        clientLeft |= byClient;
        if (over) {
            return;
        }
        if (faults.stalled()) {
            doomed = true;
        } else if (byClient || !swallows()) {
            reset();
        }
    }

    /** Applies the faults of the moment: to what is held back, or to the link as a whole. */
    void drain() {
        boolean stale = epoch != faults.epoch();
        boolean lost = lossy && !faults.losing();
        boolean left = !faults.stalled() && doomed;
        if (stale || lost || left) {
            broke();
            reset();
        } else {
            toServer.drain();
            toClient.drain();
        }
    }

    /** What a client sent before it gave up during the stall must not reach the server after it. */
    void flow() {
        doomed |= toServer.endWaits();
        drain();
    }

    /** Once, for what the lab does to the connection; a client that has left has read all that it wanted. */
    private void broke() {
        if (!broke && !over && !clientLeft && server.localAddress() != null) {
            broke = true;
            faults.broken().broke(server.localAddress().getPort());
        }
    }

    private void laneFinished() {
        if (--lanesLeft == 0) {
            end();
            LabLoops.close(client);
            LabLoops.close(server);
        }
    }

    void reset() {
        if (!over) {
            end();
            reset(client);
            reset(server);
        }
    }

    private void end() {
        over = true;
        links.remove(this);
        toServer.drop();
        toClient.drop();
    }

    private static void reset(SocketChannel channel) {
        if (channel.isOpen()) {
            channel.config().setSoLinger(0);
            LabLoops.close(channel);
        }
    }
}
