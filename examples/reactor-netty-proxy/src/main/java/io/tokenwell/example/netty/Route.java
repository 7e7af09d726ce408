package io.tokenwell.example.netty;

import io.tokenwell.example.kit.AccountChoice;
import java.util.List;
import java.util.Optional;

/** Which paths go to the upstream, less their prefix, and whose token they take along. */
record Route(String prefix, AccountChoice choice) {

    private static final List<Route> ALL = List.of(
            new Route("", AccountChoice.fixed("1")), new Route("/by-header", AccountChoice.namedBy("X-Account")));

    static Optional<Route> of(String uri) {
        return ALL.stream()
                .filter(route -> uri.startsWith(route.prefix() + "/v1/"))
                .findFirst();
    }

    String target(String uri) {
        return uri.substring(prefix.length());
    }

    boolean keeps(String header) {
        return header.equalsIgnoreCase(choice.header());
    }
}
