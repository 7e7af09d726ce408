package io.tokenwell.example.gateway.page;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Lets only this page post, and command lines that say so. Another site cannot send the header without asking first, and is
 * never allowed to; one that has its own name point here is known by that name.
 */
final class PostGuard implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    static final String HEADER = "X-Tokenwell-Demo";

    /** What no stranger's domain name can be. */
    private static final Pattern OWN_HOST = Pattern.compile(
            "localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?", Pattern.CASE_INSENSITIVE);

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        ServerRequest.Headers headers = request.headers();
        if (!headers.contentType()
                .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                .isPresent()) {
            return Problems.answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only application/json is taken here.");
        }
        if (!headers.header(HEADER).equals(List.of("1"))) {
            return Problems.answer(HttpStatus.FORBIDDEN, "The header " + HEADER + ": 1 is missing.");
        }
        if (!namedByAddress(headers.host())) {
            return Problems.answer(
                    HttpStatus.FORBIDDEN, "The demo is worked by localhost or an address, not by a host name.");
        }
        return sameSite(headers)
                ? next.handle(request)
                : Problems.answer(HttpStatus.FORBIDDEN, "The request comes from another site.");
    }

    private static boolean namedByAddress(@Nullable InetSocketAddress host) {
        return host != null && OWN_HOST.matcher(host.getHostString()).matches();
    }

    private static boolean sameSite(ServerRequest.Headers headers) {
        List<String> fetchSite = headers.header("Sec-Fetch-Site");
        List<String> origin = headers.header(HttpHeaders.ORIGIN);
        return (fetchSite.isEmpty() || fetchSite.equals(List.of("same-origin")))
                && (origin.isEmpty() || (origin.size() == 1 && isHere(origin.get(0), headers.firstHeader("Host"))));
    }

    private static boolean isHere(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
