package io.tokenwell.http;

import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Signs what proves a client without a secret: {@code private_key_jwt} (RFC 7523 section 2.2, OpenID Connect Core
 * section 9). {@link io.tokenwell.jose.PrivateKeyJwt} does so with keys in memory; a key in an HSM or a cloud's key
 * service needs an implementation of its own. Implementations are safe for use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ClientAssertion {

    /**
     * Signs an assertion for one request.
     *
     * @param clientId the client
     * @param tokenUri where the request goes
     * @return emits the JWT; an error, or no JWT within the connect timeout, ends the redemption before anything is sent.
     *     Cold: each subscription signs a new one. It must not block the subscribing thread
     */
    Mono<String> signed(String clientId, URI tokenUri);
}
