/**
 * The token endpoint on Reactor Netty, with the rules in which platforms differ.
 *
 * <p>For applications that redeem refresh tokens over HTTP. Start at {@link io.tokenwell.http.TokenEndpointSettings},
 * which holds the rules of one platform, and {@link io.tokenwell.http.HttpTokenEndpoint}, which applies them.
 * {@link io.tokenwell.http.PlatformEndpoints} combines the endpoints of several platforms.
 */
@NullMarked
package io.tokenwell.http;

import org.jspecify.annotations.NullMarked;
