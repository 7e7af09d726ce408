package io.tokenwell.example.kit;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Stands before everything a gateway does, where the request still is what the client sent: refuses what no route and no
 * page should ever have to judge. Immutable and safe for use by any thread.
 */
public final class FrontDoor {

    /**
     * An answer to TRACE would show the token. All others are refused for the whole gateway, whatever the resource: that is
     * 501 and not 405 (RFC 9110, section 15.6.2), which says what one resource allows. Methods are case-sensitive.
     */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Names, addresses, and a port; whoever puts a URI together from more than that gets another path. */
    private static final Pattern HOST = Pattern.compile("(?:[\\p{Alnum}._~-]+|\\[[\\p{XDigit}:.]+])(?::(\\d{1,5}))?");

    private static final int LAST_PORT = 65_535;

    private final List<String> own;

    /**
     * Creates the door.
     *
     * @param own paths of the gateway's own pages, for example {@code /metrics}: they are had as they are spelled
     */
    public FrontDoor(List<String> own) {
        this.own = List.copyOf(own);
    }

    /**
     * Why a request comes no further. Of one that does, what cannot be decoded ends the connection.
     *
     * @param request the request, whose body was not asked for yet; on the event loop of its connection
     * @return the answer: 400, or 501 for a method; empty if it may come in
     */
    public Optional<Problem> refused(HttpServerRequest request) {
        request.withConnection(
                connection -> BrokenRequests.endOn(connection.channel().pipeline()));
        if (!METHODS.contains(request.method().name())) {
            return Optional.of(problem(
                    501,
                    "method",
                    "The method is not known here",
                    "The methods are GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS."));
        }
        if (!namesItsHost(request)) {
            return Optional.of(problem(
                    400, "host", "The request names no host", "One Host header must hold a name or an address."));
        }
        return flaw(request.uri()).map(flaw -> problem(400, "target", "The request target is not taken", flaw));
    }

    private Optional<String> flaw(String target) {
        return ForwardedPath.flaw(target)
                .or(() -> ForwardedPath.disguised(target, own)
                        .map(path -> "Below " + path + " each path has one spelling."));
    }

    /** RFC 9112, section 3.2: exactly one from HTTP/1.1 on, and a valid one. */
    private static boolean namesItsHost(HttpServerRequest request) {
        List<String> hosts = request.requestHeaders().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return !request.version().equals(HttpVersion.HTTP_1_1);
        }
        Matcher host = HOST.matcher(hosts.get(0));
        return hosts.size() == 1
                && host.matches()
                && (host.group(1) == null || Integer.parseInt(host.group(1)) <= LAST_PORT);
    }

    /** Without the member instance: what was asked for is no path, or not to be repeated. */
    static Problem problem(int status, String slug, String title, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:tokenwell:problem:" + slug);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        return new Problem(status, OptionalLong.empty(), members);
    }

    /**
     * Whether nobody is left to be answered.
     *
     * @param request the request
     * @return true if its connection is closed
     */
    public static boolean isGone(HttpServerRequest request) {
        AtomicBoolean gone = new AtomicBoolean();
        request.withConnection(connection -> gone.set(!connection.channel().isActive()));
        return gone.get();
    }

    /**
     * Answers with a problem.
     *
     * @param response to write to; nothing was sent yet
     * @param problem what to write
     * @return completes when it is written
     */
    public static Mono<Void> written(HttpServerResponse response, Problem problem) {
        byte[] body = problem.json();
        response.status(problem.status())
                .header("Content-Type", Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .header("Content-Length", String.valueOf(body.length));
        problem.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", String.valueOf(seconds)));
        return response.sendObject(Unpooled.wrappedBuffer(body)).then();
    }
}
