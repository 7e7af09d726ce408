package io.tokenwell.example.kit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which headers go on to the other side (RFC 9110, section 7.6.1). Immutable and safe for use by any
 * thread.
 */
public final class ForwardedHeaders {

    private static final Pattern COMMA = Pattern.compile(",");

    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Host is that of the upstream, the client's Authorization is replaced, and 100-continue is answered by the gateway. */
    private static final Set<String> OWN = Set.of("host", "authorization", "expect", "http2-settings");

    /**
     * What a client says of itself and of its way here, X-Forwarded-* and X-Original-* besides: the upstream would take it
     * for the gateway's word. The gateway has nothing to say in its place, for who calls it is no business of the upstream.
     */
    private static final Set<String> CLAIMS = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "x-rewrite-url",
            "x-host",
            "x-http-host-override");

    private static final List<String> CLAIMING = List.of("x-forwarded", "x-original-");

    private final Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private ForwardedHeaders(List<String> connection) {
        connection.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(named::add);
    }

    /**
     * The rules of one message.
     *
     * @param connection its {@code Connection} headers
     * @return the rules
     */
    public static ForwardedHeaders of(List<String> connection) {
        return new ForwardedHeaders(connection);
    }

    /**
     * Whether a header of the client's request goes to the upstream.
     *
     * @param name the header's name
     * @return false if it is for the gateway only
     */
    public boolean toUpstream(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return toClient(name)
                && !OWN.contains(lower)
                && !CLAIMS.contains(lower)
                && CLAIMING.stream().noneMatch(lower::startsWith);
    }

    /**
     * Whether a header of the upstream's answer goes to the client.
     *
     * @param name the header's name
     * @return false if it is for the gateway only
     */
    public boolean toClient(String name) {
        return !name.startsWith(":")
                && !named.contains(name)
                && !HOP.contains(name.toLowerCase(Locale.ROOT))
                && !name.toLowerCase(Locale.ROOT).startsWith("x-http2-");
    }
}
