package io.tokenwell.published.consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.RedisClientOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A user's program: redeems one refresh token at a server of its own, and asks a Redis and a PostgreSQL that are not
 * there. Each driver gets as far as its sockets, which one with a wrong Netty or Reactor Netty does not.
 */
public final class Consumer {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    /** Authentication by SASL, with SCRAM-SHA-256 or nothing. */
    private static final byte[] SASL = "R\0\0\0\u0017\0\0\0\nSCRAM-SHA-256\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private Consumer() {}

    /**
     * Says in four lines what came of it.
     *
     * @param arguments none
     * @throws IOException if there is no free port
     */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
        server.createContext("/token", Consumer::answer);
        server.start();
        try {
            System.out.println("endpoint: " + redeemed(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
        int nobody = freePort();
        System.out.println("redis: " + redis(nobody));
        System.out.println("postgresql: " + postgresql(nobody));
        System.out.println("password: " + password());
    }

    private static String redeemed(int port) {
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                TokenEndpointSettings.openAi(URI.create("http://" + HOST + ":" + port + "/token"), "client"),
                Clock.systemUTC());
        Account account = Account.active(1, "openai", Credentials.of(Map.of(Credentials.REFRESH_TOKEN, "old")));
        String token = endpoint.redeem(account)
                .map(grant -> account.credentials().with(grant.credentials()))
                .map(pair -> pair.accessToken().map(Secret::expose).orElse("none"))
                .block(LIMIT);
        endpoint.close(LIMIT).block(LIMIT);
        return String.valueOf(token);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = form.contains("refresh_token=old") ? "new-access" : "wrong";
        byte[] body = ("{\"access_token\":\"" + token + "\",\"refresh_token\":\"next\",\"expires_in\":3600}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String redis(int port) {
        RedisClient client = RedisClient.create(RedisURI.create(HOST, port));
        client.setOptions(RedisClientOptions.failFast(LIMIT));
        try {
            client.connect().close();
            return "connected";
        } catch (RedisConnectionException refused) {
            return "refused";
        } finally {
            client.shutdown();
        }
    }

    private static ConnectionPool pool(int port) {
        return (ConnectionPool)
                ConnectionFactories.get("r2dbc:pool:postgresql://user:password@" + HOST + ":" + port + "/accounts");
    }

    /** A server that asks for a password, as PostgreSQL does; how the driver answers is in a library of its own. */
    private static String password() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            ConnectionPool pool = pool(server.getLocalPort());
            Disposable asking = new R2dbcAccountRepository(pool).findById("1").subscribe(found -> {}, failed -> {});
            try (Socket driver = server.accept()) {
                driver.setSoTimeout((int) LIMIT.toMillis());
                DataInputStream in = new DataInputStream(driver.getInputStream());
                in.readFully(new byte[in.readInt() - Integer.BYTES]);
                driver.getOutputStream().write(SASL);
                return in.readByte() == 'p' ? "answered" : "not answered";
            } catch (IOException silent) {
                return "not answered";
            } finally {
                asking.dispose();
                pool.dispose();
            }
        }
    }

    private static String postgresql(int port) {
        ConnectionPool pool = pool(port);
        String found = new R2dbcAccountRepository(pool)
                .findById("1")
                .map(account -> "connected")
                .onErrorResume(TokenStorageException.class, refused -> Mono.just("refused"))
                .block(LIMIT);
        pool.dispose();
        return String.valueOf(found);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }
}
