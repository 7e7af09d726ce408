package io.tokenwell.example.authorization;

import io.tokenwell.Account;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.OAuthClient.Authentication;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A token endpoint whose settings can be put right while its provider runs. */
final class Endpoint implements TokenEndpoint, AutoCloseable {

    private final List<HttpTokenEndpoint> all = new CopyOnWriteArrayList<>();
    private volatile HttpTokenEndpoint asked;

    private Endpoint(HttpTokenEndpoint asked) {
        this.asked = asked;
        all.add(asked);
    }

    static Endpoint at(URI tokenUri, Client client, Authentication authentication, Clock clock) {
        return new Endpoint(new HttpTokenEndpoint(
                TokenEndpointSettings.builder()
                        .platform(Site.PLATFORM)
                        .tokenUri(tokenUri)
                        .client(client.by(authentication))
                        .build(),
                clock));
    }

    /** Asks as the other does from now on, and closes both in the end. */
    void becomes(Endpoint other) {
        all.addAll(other.all);
        asked = other.asked;
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        return Mono.defer(() -> asked.redeem(account));
    }

    @Override
    public Optional<Set<String>> platforms() {
        return Optional.of(Set.of(Site.PLATFORM));
    }

    @Override
    public void close() {
        all.forEach(HttpTokenEndpoint::close);
    }
}
