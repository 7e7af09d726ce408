package io.tokenwell.example.lab.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** Tells a link what happens at one of its ends. */
final class LinkEnd extends ChannelInboundHandlerAdapter {

    private final Link link;
    private final boolean client;

    LinkEnd(Link link, boolean client) {
        this.link = link;
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        link.received(client, (ByteBuf) bytes);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            link.ended(client);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        link.writable(client);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.broken(client);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        link.broken(client);
    }
}
