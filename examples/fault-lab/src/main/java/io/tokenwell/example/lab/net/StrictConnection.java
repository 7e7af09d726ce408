package io.tokenwell.example.lab.net;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection, one after the other. */
final class StrictConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Pattern PATH = Pattern.compile("/i/(\\d{1,9})/oauth/token");

    private final StrictEndpoint endpoint;
    private @Nullable Exchange exchange;
    private boolean last;

    StrictConnection(StrictEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Matcher path = PATH.matcher(request.uri());
        if (exchange != null && !exchange.isOver()) {
            askedTooEarly(context);
        } else if (!path.matches() || !request.method().equals(HttpMethod.POST)) {
            refuse(context, Answer.error(404));
        } else {
            last = !HttpUtil.isKeepAlive(request);
            redeem(context, Integer.parseInt(path.group(1)), request.content().toString(StandardCharsets.UTF_8));
        }
    }

    /** What follows a request that said it would be the last is not read (RFC 9112 section 9.6); anything else is an end. */
    private void askedTooEarly(ChannelHandlerContext context) {
        if (!last) {
            LabLoops.close(context.channel());
        }
    }

    private void redeem(ChannelHandlerContext context, int instance, String body) {
        Map<String, List<String>> form = new QueryStringDecoder(body, StandardCharsets.UTF_8, false).parameters();
        List<String> grants = form.getOrDefault("grant_type", List.of());
        List<String> tokens = form.getOrDefault("refresh_token", List.of());
        if (!grants.equals(List.of("refresh_token"))) {
            refuse(context, Answer.refusal("unsupported_grant_type"));
        } else if (tokens.size() != 1) {
            refuse(context, Answer.refusal("invalid_request"));
        } else {
            Exchange arrived = new Exchange(endpoint, context.channel(), instance, tokens.get(0));
            exchange = arrived;
            arrived.arrived();
        }
    }

    private static void refuse(ChannelHandlerContext context, Answer answer) {
        ChannelFuture unused = context.writeAndFlush(answer.response(false));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.left();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LabLoops.close(context.channel());
    }
}
