package io.tokenwell.refresh.model;

import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.TokenEndpoint;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a token endpoint and the platforms fit. Each name is given where the platform, its endpoint and a map of
 * endpoints are made. Without a look at all of them a misspelt name would fail each refresh, and show only when tokens
 * end.
 */
final class EndpointRules {

    private EndpointRules() {}

    static TokenEndpoint checked(@Nullable TokenEndpoint endpoint, List<Platform> platforms) {
        List<String> refreshed = platforms.stream()
                .filter(Platform::refreshed)
                .map(Platform::name)
                .toList();
        if (endpoint != null) {
            endpoint.platforms().map(TreeSet::new).ifPresent(served -> {
                requireAll(refreshed, served);
                requireNoOther(platforms.stream().map(Platform::name).toList(), served);
            });
            return endpoint;
        }
        if (refreshed.isEmpty()) {
            return TokenEndpoint.none();
        }
        throw new IllegalStateException("no token endpoint is given for platform " + String.join(", ", refreshed)
                + ": call endpoint(...), or endpoint(TokenEndpoint.none()) to serve stored tokens only");
    }

    private static void requireAll(List<String> refreshed, Set<String> served) {
        List<String> left =
                refreshed.stream().filter(name -> !served.contains(name)).toList();
        if (!left.isEmpty()) {
            throw new IllegalStateException("platform " + String.join(", ", left)
                    + " is refreshed, but the token endpoint serves only "
                    + (served.isEmpty() ? "others" : String.join(", ", served))
                    + ": name the platforms that you serve in platforms(...), give this one an endpoint, by"
                    + " PlatformEndpoints beside others, or build the Platform with refreshed(false)");
        }
    }

    private static void requireNoOther(List<String> platforms, Set<String> served) {
        List<String> others =
                served.stream().filter(name -> !platforms.contains(name)).toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException("the token endpoint serves " + String.join(", ", others)
                    + ", which is not among the platforms " + String.join(", ", platforms)
                    + ": name it in platforms(...), or leave its endpoint out");
        }
    }
}
