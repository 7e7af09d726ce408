package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tokenwell.http.AccountUris;
import io.tokenwell.http.IdTokenClaims;
import io.tokenwell.http.OAuthClient;
import io.tokenwell.http.TokenAnswerFormat;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.http.TokenRequestFormat;
import io.tokenwell.http.TransportSettings;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.ExpiredTokenPolicy;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.OutageRules;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.refresh.settings.RefusalRules;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Settings have one style: each component is set by its name, and a copy forgets none. */
class SettingsBuildersTest {

    private static final URI TOKEN_URI = URI.create("https://login.acme.example/token");
    private static final FreshnessSettings FRESHNESS = FreshnessSettings.builder()
            .refreshSkew(Duration.ofSeconds(1))
            .cacheSkew(Duration.ofSeconds(2))
            .failedRefreshTtl(Duration.ofSeconds(3))
            .unknownExpiryTtl(Duration.ofSeconds(4))
            .maximumTtl(Duration.ofSeconds(5))
            .expiredTokens(ExpiredTokenPolicy.SERVE)
            .mode(RefreshMode.BACKGROUND)
            .build();
    private static final BackoffSettings BACKOFF = BackoffSettings.builder()
            .minBackoff(Duration.ofMillis(1))
            .maxBackoff(Duration.ofMillis(2))
            .maxAttempts(3)
            .jitter(0.4)
            .slowWaitThreshold(Duration.ofMillis(5))
            .maxWait(Duration.ofMillis(6))
            .lockPatience(Duration.ofMillis(7))
            .build();
    private static final RefreshSettings REFRESH = RefreshSettings.builder()
            .freshness(FRESHNESS)
            .backoff(BACKOFF)
            .lockTtl(Duration.ofSeconds(20))
            .endpointTimeout(Duration.ofSeconds(8))
            .repositoryTimeout(Duration.ofSeconds(9))
            .cacheTimeout(Duration.ofSeconds(10))
            .failureCooldown(Duration.ofSeconds(11))
            .longestFailureCooldown(Duration.ofSeconds(12))
            .escrowTtl(Duration.ofMinutes(12))
            .rejectedCooldown(Duration.ofSeconds(13))
            .build();
    private static final RefreshAheadSettings AHEAD = RefreshAheadSettings.builder()
            .window(Duration.ofMinutes(1))
            .pause(Duration.ofSeconds(2))
            .pageSize(3)
            .maxRefreshes(4)
            .statuses(Set.of("resting"))
            .overdue(Duration.ZERO)
            .build();
    private static final RefusalRules RULES = RefusalRules.builder()
            .inARow(1)
            .firstPause(Duration.ofSeconds(2))
            .longestPause(Duration.ofSeconds(3))
            .triesMarkedAfter(Duration.ZERO)
            .terminalAfter(2)
            .build();
    private static final OutageRules OUTAGES = OutageRules.builder()
            .inARow(1)
            .firstPause(Duration.ofSeconds(1))
            .longestPause(Duration.ofSeconds(9))
            .build();
    private static final Platform PLATFORM = Platform.builder()
            .name("other")
            .refreshed(false)
            .maxRefreshes(1)
            .refusals(RULES)
            .outages(OUTAGES)
            .reuseGrace(Duration.ofSeconds(1))
            .refreshEndsOldToken(true)
            .build();
    private static final TransportSettings TRANSPORT = TransportSettings.builder()
            .connectTimeout(Duration.ofSeconds(1))
            .responseTimeout(Duration.ofSeconds(2))
            .maxConnections(3)
            .maxAnswerSize(4)
            .allowPlainHttp(true)
            .build();
    private static final TokenRequestFormat REQUEST = TokenRequestFormat.builder()
            .body(TokenRequestFormat.Body.JSON)
            .parameters(Map.of("a", "b"))
            .headers(Map.of("A", "b"))
            .names(Map.of("scope", "scopes"))
            .build();
    private static final TokenAnswerFormat ANSWER = TokenAnswerFormat.builder()
            .accessToken("/a")
            .refreshToken("/b")
            .expiresIn("/c")
            .lifetimeUnit(Duration.ofMillis(1))
            .expiresAt("/d")
            .kept(Map.of("e", "/e"))
            .build();
    private static final TokenEndpointSettings ENDPOINT = TokenEndpointSettings.builder()
            .platform("other")
            .tokenUri(URI.create("http://login.other.example/token"))
            .accountUris(new AccountUris("{origin}/token", Set.of(".other.example")))
            .client(OAuthClient.ofPublic("other"))
            .request(REQUEST)
            .answer(ANSWER)
            .scope("offline_access")
            .terminalCodes(Set.of("gone"))
            .rules(List.of())
            .judge((status, body) -> Optional.empty())
            .idTokenClaims(IdTokenClaims.OPENAI)
            .defaultLifetime(Duration.ofMinutes(1))
            .transport(TRANSPORT)
            .build();

    private static final OAuthClient CLIENT = OAuthClient.builder()
            .id("other")
            .secret(Secret.of("s"))
            .authentication(OAuthClient.Authentication.BASIC)
            .build();

    private static final OAuthClient ASSERTING = OAuthClient.builder()
            .id("another")
            .assertion((client, uri) -> Mono.just("jwt"))
            .build();

    static Stream<Arguments> defaultsAndOthers() {
        return Stream.of(
                Arguments.of(FreshnessSettings.defaults(), FRESHNESS),
                Arguments.of(BackoffSettings.defaults(), BACKOFF),
                Arguments.of(RefreshSettings.defaults(), REFRESH),
                Arguments.of(RefreshAheadSettings.defaults(), AHEAD),
                Arguments.of(RefusalRules.defaults(), RULES),
                Arguments.of(OutageRules.defaults(), OUTAGES),
                Arguments.of(Platform.OPENAI, PLATFORM),
                Arguments.of(TransportSettings.defaults(), TRANSPORT),
                Arguments.of(TokenRequestFormat.rfc6749(), REQUEST),
                Arguments.of(TokenAnswerFormat.rfc6749(), ANSWER),
                Arguments.of(plain(), ENDPOINT),
                Arguments.of(ASSERTING, CLIENT));
    }

    private static TokenEndpointSettings plain() {
        return TokenEndpointSettings.builder()
                .platform("acme")
                .tokenUri(TOKEN_URI)
                .client(OAuthClient.ofPublic("c"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("defaultsAndOthers")
    void eachComponentIsSetByItsNameAndCopied(Record defaults, Record other) throws ReflectiveOperationException {
        Class<?> builder = other.getClass().getMethod("builder").getReturnType();
        for (RecordComponent component : other.getClass().getRecordComponents()) {
            String name = component.getName();
            assertThat(component.getAccessor().invoke(other))
                    .as(name)
                    .isNotEqualTo(component.getAccessor().invoke(defaults));
            assertThat(builder.getMethod(name, component.getType()).getReturnType())
                    .isEqualTo(builder);
        }
        assertThat(Arrays.stream(builder.getDeclaredMethods()).filter(method -> !method.isSynthetic()))
                .as("nothing but setters")
                .hasSize(other.getClass().getRecordComponents().length + 1);
        assertThat(copied(other)).isEqualTo(other);
        assertThat(copied(defaults)).isEqualTo(defaults);
    }

    private static Object copied(Record settings) throws ReflectiveOperationException {
        Object builder = settings.getClass().getMethod("toBuilder").invoke(settings);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    @Test
    void whatIsRequiredIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Platform.builder().build())
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> TokenEndpointSettings.builder().platform("acme").build())
                .withMessage("tokenUri");
        assertThatNullPointerException()
                .isThrownBy(() -> OAuthClient.builder().build())
                .withMessage("id");
    }
}
