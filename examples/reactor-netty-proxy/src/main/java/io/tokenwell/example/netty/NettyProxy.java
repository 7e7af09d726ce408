package io.tokenwell.example.netty;

import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.Opened;
import io.tokenwell.example.kit.PlainSettings;
import io.tokenwell.example.kit.SettingException;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.example.kit.UpstreamConnections;
import io.tokenwell.example.kit.demo.DemoAccounts;
import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.kit.demo.StartupBlock;
import io.tokenwell.example.kit.limits.ServerLimits;
import io.tokenwell.example.kit.limits.UpstreamLimits;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/**
 * The proxy. Started without any setting, it brings its own surroundings along. Safe for use by any thread once it has
 * started.
 */
public final class NettyProxy implements AutoCloseable {

    /** Ctrl-C does not wait longer for streams under way. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    private final Opened ends = new Opened();
    private final DisposableServer server;
    private final StartupBlock block;

    private NettyProxy(PlainSettings set) {
        try {
            DemoServers servers = ends.and(DemoServers.startFor(set), DemoServers::close);
            GatewaySettings settings = set.orElse(servers.found()).checked();
            TokenwellRuntime runtime = ends.and(TokenwellRuntime.open(settings), TokenwellRuntime::close);
            DemoAccounts.logIn(servers, runtime);
            ProxyHandler handler = new ProxyHandler(client(settings), settings, runtime);
            this.server =
                    ends.and(listening(set.port(), handler, new ServerLimits(settings.limits())), NettyProxy::end);
            this.block = new StartupBlock(settings, servers);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts the proxy, and ends it with the JVM.
     *
     * @param args settings, for example {@code --server.port=0}
     */
    public static void main(String... args) {
        try {
            NettyProxy proxy = start(args);
            Runtime.getRuntime().addShutdownHook(new Thread(proxy::close, "end of the proxy"));
            System.out.println(proxy.block.text(proxy.port()));
            proxy.server.onDispose().block();
        } catch (SettingException e) {
            System.err.println(e.getMessage() + "\n" + e.advice());
            System.exit(1);
        }
    }

    static NettyProxy start(String... args) {
        return new NettyProxy(PlainSettings.of(System.getenv(), args));
    }

    private HttpClient client(GatewaySettings settings) {
        ConnectionProvider connections = ends.and(UpstreamConnections.of(settings), ConnectionProvider::dispose);
        return UpstreamLimits.on(UpstreamConnections.guarded(HttpClient.create(connections)), settings.limits())
                .baseUrl(settings.upstream().uri().toString().replaceFirst("/$", ""))
                .protocol(settings.upstream().http2() ? HttpProtocol.H2C : HttpProtocol.HTTP11);
    }

    private static DisposableServer listening(int port, ProxyHandler handler, ServerLimits limits) {
        return limits.on(HttpServer.create())
                .port(port)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                // Those that are idle close at the end, and requests under way are waited for.
                .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .handle(handler)
                .bindNow();
    }

    private static void end(DisposableServer server) {
        server.dispose();
        server.onDispose().timeout(SHUTDOWN, Mono.empty()).block();
    }

    int port() {
        return server.port();
    }

    String text() {
        return block.text(port());
    }

    /** Ends it, the demo's servers last. Blocks meanwhile. */
    @Override
    public void close() {
        ends.close();
    }
}
