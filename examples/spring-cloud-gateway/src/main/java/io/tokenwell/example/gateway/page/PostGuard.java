package io.tokenwell.example.gateway.page;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
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

    private final OwnHosts hosts;

    PostGuard(OwnHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        ServerRequest.Headers headers = request.headers();
        if (!isJson(headers)) {
            return Problems.answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only application/json is taken here.");
        }
        if (!headers.header(HEADER).equals(List.of("1"))) {
            return Problems.answer(HttpStatus.FORBIDDEN, "The header " + HEADER + ": 1 is missing.");
        }
        if (!hosts.areMeantBy(headers)) {
            return OwnHosts.refusal();
        }
        return sameSite(headers)
                ? next.handle(request)
                : Problems.answer(HttpStatus.FORBIDDEN, "The request comes from another site.");
    }

    private static boolean isJson(ServerRequest.Headers headers) {
        try {
            return headers.contentType()
                    .filter(MediaType.APPLICATION_JSON::equalsTypeAndSubtype)
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
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
