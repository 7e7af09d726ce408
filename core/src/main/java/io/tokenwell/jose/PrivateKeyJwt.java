package io.tokenwell.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tokenwell.http.ClientAssertion;
import java.net.URI;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Client assertions signed with a private key ({@code private_key_jwt}, RFC 7523): RS256 with an RSA key, ES256 with a
 * P-256 key. Each has an identifier of its own and is valid for a minute. Signs on Reactor's bounded elastic threads, as
 * providers of signatures may block. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class PrivateKeyJwt implements ClientAssertion {

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Supplier<Key> keys;
    private final Clock clock;
    private final @Nullable String audience;

    /**
     * A key to sign with. Prints no part of it.
     *
     * @param id what the server calls it ({@code kid}), or null
     * @param value an RSA key, or an elliptic one of the curve P-256
     */
    public record Key(@Nullable String id, PrivateKey value) {

        /**
         * Checks that there is a key.
         *
         * @throws NullPointerException if there is none
         */
        public Key {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return "Key[id=" + id + ", value=***]";
        }
    }

    /**
     * Creates assertions for the token URI as their audience.
     *
     * @param keys gives the key, asked for each assertion, so that it can be replaced; it may block
     * @param clock tells when an assertion was issued
     */
    public PrivateKeyJwt(Supplier<Key> keys, Clock clock) {
        this(keys, clock, null);
    }

    private PrivateKeyJwt(Supplier<Key> keys, Clock clock, @Nullable String audience) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.audience = audience;
    }

    /**
     * Returns these assertions for another audience than the token URI, such as the issuer.
     *
     * @param other the audience that the server expects
     * @return a copy with the same keys
     */
    public PrivateKeyJwt withAudience(String other) {
        return new PrivateKeyJwt(keys, clock, Objects.requireNonNull(other, "other"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Errors with a {@link JOSEException} if the key is of another kind.
     */
    @Override
    public Mono<String> signed(String clientId, URI tokenUri) {
        return Mono.fromCallable(() -> signedNow(clientId, tokenUri)).subscribeOn(Schedulers.boundedElastic());
    }

    private String signedNow(String clientId, URI tokenUri) throws JOSEException {
        Key key = keys.get();
        JWSSigner signer = signer(key.value());
        JWSHeader header = new JWSHeader.Builder(algorithm(signer))
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims(clientId, audience == null ? tokenUri.toString() : audience));
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static JWSSigner signer(PrivateKey key) throws JOSEException {
        if (key instanceof RSAPrivateKey) {
            return new RSASSASigner(key);
        }
        if (key instanceof ECPrivateKey elliptic) {
            return new ECDSASigner(elliptic);
        }
        throw new JOSEException("neither an RSA nor an elliptic key: " + key.getAlgorithm());
    }

    private static JWSAlgorithm algorithm(JWSSigner signer) throws JOSEException {
        JWSAlgorithm algorithm = signer instanceof RSASSASigner ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
        if (!signer.supportedJWSAlgorithms().contains(algorithm)) {
            throw new JOSEException("an elliptic key of another curve than P-256");
        }
        return algorithm;
    }

    private JWTClaimsSet claims(String clientId, String server) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(server)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }
}
