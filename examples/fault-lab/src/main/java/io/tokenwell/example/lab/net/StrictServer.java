package io.tokenwell.example.lab.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A token endpoint on loopback that forgives nothing: a refresh token works once, a second use revokes its family, and
 * a ledger tells of every presentation. Instances are told apart by their path, {@code POST /i/{instance}/oauth/token}.
 *
 * <p>Safe for use by many threads. All decisions fall on one event loop, in the order of the ledger.
 */
public final class StrictServer implements AutoCloseable {

    private static final int LARGEST_BODY = 16_384;

    private final StrictEndpoint endpoint;
    private final ChannelGroup connections;
    private final Channel listener;

    private StrictServer(StrictEndpoint endpoint) {
        this.endpoint = endpoint;
        this.connections = new DefaultChannelGroup(endpoint.loop());
        this.listener = LabLoops.listening(endpoint.loop())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accept(client);
                    }
                })
                .bind(LabLoops.loopback(0))
                .syncUninterruptibly()
                .channel();
    }

    private void accept(SocketChannel client) {
        connections.add(client);
        client.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                .addLast(new StrictConnection(endpoint));
    }

    /**
     * Starts a server without faults and latency.
     *
     * @param tokenLifetime how long access tokens live, whole seconds
     * @return the server, listening
     */
    public static StrictServer start(Duration tokenLifetime) {
        if (tokenLifetime.toSeconds() < 1 || !tokenLifetime.equals(Duration.ofSeconds(tokenLifetime.toSeconds()))) {
            throw new IllegalArgumentException("not a number of whole seconds: " + tokenLifetime);
        }
        return new StrictServer(new StrictEndpoint(tokenLifetime));
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Logs an account in. The families of earlier logins stay as good as they were.
     *
     * @param accountId the account
     * @return the first pair of a new family
     */
    public Login login(long accountId) {
        return login(accountId, endpoint.book().lifetime());
    }

    /**
     * Logs an account in with an access token that lives as long as the caller says.
     *
     * @param accountId the account
     * @param life of the first access token; negative for one that is dead already
     * @return the first pair of a new family
     */
    public Login login(long accountId, Duration life) {
        return endpoint.book().login(accountId, life);
    }

    /**
     * Every presentation of a refresh token so far.
     *
     * @return a view of what there is now, in the order of the decisions
     */
    public List<Entry> ledger() {
        return endpoint.ledger().entries();
    }

    /**
     * What is known of an access token, dead ones included.
     *
     * @param accessToken the token
     * @return empty if it was never issued here
     */
    public Optional<TokenFacts> facts(String accessToken) {
        return endpoint.book().facts(accessToken);
    }

    /**
     * Whether a refresh token would be rotated now.
     *
     * @param refreshToken the token
     * @return true if it is neither spent nor revoked
     */
    public boolean usable(String refreshToken) {
        return endpoint.book().usable(refreshToken);
    }

    /**
     * The family of an account's newest login.
     *
     * @param accountId the account
     * @return 0 if it never logged in
     */
    public long newestFamily(long accountId) {
        return endpoint.book().newestFamily(accountId);
    }

    /**
     * Sets what goes wrong. A fault for all instances replaces those of single ones. What hangs goes on if the new
     * fault does not hold it. Which fault applies is looked up twice: on arrival and after the decision, each time after
     * the listener was told.
     *
     * @param fault what goes wrong, and for whom
     */
    public void faults(EndpointFault fault) {
        endpoint.fault(fault);
    }

    /**
     * Sets the normal time between decision and answer.
     *
     * @param base how long
     */
    public void latency(Duration base) {
        endpoint.latency(base);
    }

    /**
     * Sets who is told of each step, on the event loop: it must not block. It replaces the one before.
     *
     * @param listener who is told
     */
    public void onStep(Consumer<Step> listener) {
        endpoint.listener(listener);
    }

    /**
     * How many refresh tokens of an account were decided on.
     *
     * @param accountId the account
     * @return the count of its entries, those that were turned away left out
     */
    public long redemptionsOf(long accountId) {
        return endpoint.ledger().redemptionsOf(accountId);
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}
