package io.tokenwell.example.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.http.OAuthClient.Authentication;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A refresh token that somebody else has used is the end of that login, and of no other. */
class SpentTokenTest {

    private final Site site = Site.shared();

    @Test
    void aSpentRefreshTokenMarksItsAccountAlone() {
        Account spent = site.login();
        List<Account> others = site.logins(3);
        site.browser.spend(Site.refreshToken(spent));
        Clock clock = Clock.systemUTC();
        Endpoint endpoint = Endpoint.at(site.server.tokenUri(), Client.GATEWAY, Authentication.POST, clock);
        try (Instance instance = new Instance(site, endpoint, clock)) {
            refused(instance, spent);
            StepVerifier.create(Flux.fromIterable(others).flatMap(instance.provider::getAccessToken))
                    .expectNextCount(others.size())
                    .expectComplete()
                    .verify(Site.LIMIT);
            refused(instance, spent);
        }
        assertThat(site.marked(Stream.concat(Stream.of(spent), others.stream()).toList()))
                .containsExactly(spent.id());
        assertThat(site.server.seen(Site.refreshToken(spent)))
                .as("used up, refused, and not sent again")
                .hasSize(2);
    }

    private static void refused(Instance instance, Account account) {
        StepVerifier.create(instance.provider.getAccessToken(account))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ReauthorizationRequiredException.class)
                        .hasMessageContaining("invalid_grant"))
                .verify(Site.LIMIT);
    }
}
