package io.tokenwell.example.gateway.page;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The names that this page goes by. A stranger can let a domain name of theirs point here, and a browser then takes the two
 * for one site (DNS rebinding): only under these names is anything shown that is not in the jar.
 */
final class OwnHosts implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    /** What no stranger's domain name can be. */
    private static final Pattern ADDRESS = Pattern.compile(
            "localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?", Pattern.CASE_INSENSITIVE);

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** Besides localhost and addresses. */
    OwnHosts(Set<String> names) {
        this.names.addAll(names);
    }

    boolean areMeantBy(ServerRequest.Headers headers) {
        InetSocketAddress host = headers.host();
        return host != null
                && (ADDRESS.matcher(host.getHostString()).matches() || names.contains(host.getHostString()));
    }

    static Mono<ServerResponse> refusal() {
        return Problems.answer(
                HttpStatus.FORBIDDEN, "The page is seen under localhost, an address, or one of tokenwell.page.hosts.");
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return areMeantBy(request.headers()) ? next.handle(request) : refusal();
    }
}
