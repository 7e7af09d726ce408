package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CALM;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.jose.PrivateKeyJwt;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients that prove themselves by a signature instead of a secret. */
class ClientAssertionTest {

    @AutoClose
    private final TokenServer server = TokenServer.answering("{\"access_token\":\"at-new\",\"expires_in\":3600}");

    private TokenEndpointSettings asserting(ClientAssertion assertion) {
        return TokenEndpointSettings.builder()
                .platform("openai")
                .tokenUri(server.uri())
                .client(OAuthClient.builder()
                        .id("client-a")
                        .assertion(assertion)
                        .build())
                .transport(CALM)
                .build();
    }

    private static PrivateKeyJwt signing(@Nullable String id, PrivateKey key) {
        return new PrivateKeyJwt(() -> new PrivateKeyJwt.Key(id, key), Redeeming.CLOCK);
    }

    @Test
    void anRsaKeySignsEachRequestAnew() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        TokenEndpointSettings settings = asserting(signing("k1", key.toPrivateKey()));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            granted(settings, account());
        }
        for (TokenServer.Received request : server.received) {
            SignedJWT jwt = SignedJWT.parse(request.field("client_assertion").orElseThrow());
            assertThat(jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
            assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
            assertThat(jwt.getHeader().getKeyID()).isEqualTo("k1");
            assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("client-a");
            assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("client-a");
            assertThat(jwt.getJWTClaimsSet().getAudience())
                    .containsExactly(server.uri().toString());
            assertThat(jwt.getJWTClaimsSet().getExpirationTime())
                    .isAfter(jwt.getJWTClaimsSet().getIssueTime());
            assertThat(seen.add(jwt.getJWTClaimsSet().getJWTID())).isTrue();
            assertThat(request.field("client_assertion_type"))
                    .contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            assertThat(request.field("client_id")).contains("client-a");
            assertThat(request.form()).doesNotContainKey("client_secret");
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void anEllipticKeySignsForTheAudienceThatTheServerExpects() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        granted(asserting(signing(null, key.toPrivateKey()).withAudience("https://issuer.example")), account());
        SignedJWT jwt = SignedJWT.parse(server.only().field("client_assertion").orElseThrow());
        assertThat(jwt.verify(new ECDSAVerifier(key.toECPublicKey()))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("https://issuer.example");
    }

    @Test
    void aKeyThatCannotSignEndsTheRedemptionBeforeAnythingIsSent() throws Exception {
        for (PrivateKey key : List.of(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
                new ECKeyGenerator(Curve.P_521).generate().toPrivateKey())) {
            assertUnsent(refused(asserting(signing("k", key)), account()));
            assertThat(new PrivateKeyJwt.Key("k", key)).hasToString("Key[id=k, value=***]");
        }
        assertUnsent(refused(asserting((client, uri) -> Mono.empty()), account()));
        assertUnsent(refused(asserting((client, uri) -> Mono.just("no\ntoken")), account()));
        assertThat(server.received).isEmpty();
    }

    private static void assertUnsent(TokenEndpointException failure) {
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.code()).contains("client_assertion");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void aSignerThatHangsIsNotWaitedForForEver() {
        TokenEndpointSettings settings = asserting((client, uri) -> Mono.never()).toBuilder()
                .transport(
                        CALM.toBuilder().connectTimeout(Duration.ofMillis(200)).build())
                .build();
        assertUnsent(refused(settings, account()));
    }

    @Test
    void nothingIsSignedInTheNameOfAnAccountsOwnClient() {
        granted(
                asserting((client, uri) -> Mono.error(new AssertionError("signed"))),
                account().withCredentials(account().credentials().with(Map.of("client_id", "own"))));
        assertThat(server.only().field("client_id")).contains("own");
        assertThat(server.only().form()).doesNotContainKey("client_assertion");
    }

    @Test
    void aClientHasOneProof() {
        assertThatThrownBy(() -> OAuthClient.builder()
                        .id("a")
                        .secret(Secret.of("s"))
                        .assertion((client, uri) -> Mono.empty())
                        .build())
                .hasMessageContaining("not both");
    }
}
