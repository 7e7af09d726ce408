package io.tokenwell.example.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.example.authorization.RefreshRequests.Seen;
import io.tokenwell.http.OAuthClient.Authentication;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hundred callers on four instances cost the server one redemption, and the refresh token that it gave is kept. */
class OneRedemptionTest {

    private static final int INSTANCES = 4;
    private static final int CALLERS_EACH = 50;
    private static final Duration LATER = Duration.ofHours(2);

    private final Site site = Site.shared();
    private final MovableClock clock = new MovableClock();

    @ParameterizedTest
    @EnumSource(
            value = Authentication.class,
            names = {"POST", "BASIC"})
    void eachEndOfATokenIsRedeemedOnce(Authentication authentication) {
        Account account = site.login();
        try (Fleet fleet = Fleet.of(INSTANCES, () -> instance(authentication))) {
            String second = redeemedOnce(fleet, account, Site.refreshToken(account), authentication);
            clock.advance(LATER);
            String third = redeemedOnce(fleet, account, second, authentication);
            assertThat(site.server.seen(third)).isEmpty();
        }
    }

    private Instance instance(Authentication authentication) {
        return new Instance(site, Endpoint.at(site.server.tokenUri(), Client.GATEWAY, authentication, clock), clock);
    }

    /** Returns the refresh token that came in place of this one. */
    private String redeemedOnce(Fleet fleet, Account account, String refreshToken, Authentication authentication) {
        List<String> tokens = fleet.tokens(account, CALLERS_EACH);
        String rotated = site.storedRefreshToken(account);
        assertThat(tokens).hasSize(INSTANCES * CALLERS_EACH).containsOnly(site.server.grantedBeside(rotated));
        assertThat(rotated).isNotEqualTo(refreshToken);
        assertThat(site.server.seen(refreshToken))
                .containsExactly(new Seen(refreshToken, authentication == Authentication.BASIC, 200));
        return rotated;
    }
}
