package io.tokenwell.example.lab.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Two daemon threads for all proxies and servers of the lab. Each of those stays on one loop, so that its own state
 * needs no lock. The native transport closes a socket at once, where NIO waits for the next select.
 */
final class LabLoops {

    private static final LoopResources LOOPS = LoopResources.create("fault-lab", 2, true);
    private static final EventLoopGroup GROUP = LOOPS.onServer(true);

    private LabLoops() {}

    static EventLoop next() {
        return GROUP.next();
    }

    static ServerBootstrap listening(EventLoop loop) {

        return new ServerBootstrap()
                .group(loop)
                .channel(LOOPS.onChannelClass(ServerSocketChannel.class, GROUP))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    static Bootstrap connecting(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(LOOPS.onChannelClass(SocketChannel.class, GROUP))
                .option(ChannelOption.TCP_NODELAY, true);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(NetUtil.LOCALHOST4, port);
    }

    /** Ends a connection or a listener; a failure to do so would mean that it had ended already. */
    static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }

    /** Runs a task on a loop and waits for it, unless the caller is on a loop, which must not wait. */
    static void on(EventLoop loop, Runnable task) {
        if (Schedulers.isInNonBlockingThread()) {
            loop.execute(task);
        } else {
            loop.submit(task).syncUninterruptibly();
        }
    }
}
