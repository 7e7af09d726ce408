/**
 * Clients that prove themselves by a signature ({@code private_key_jwt}), with Nimbus JOSE + JWT.
 *
 * <p>Start at {@link io.tokenwell.jose.PrivateKeyJwt}. Nimbus is an optional dependency, which the application adds.
 */
@NullMarked
package io.tokenwell.jose;

import org.jspecify.annotations.NullMarked;
