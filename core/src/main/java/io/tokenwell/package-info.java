/**
 * The API that applications use: the provider that returns access tokens, the accounts and their credentials, and the
 * errors and events that it reports.
 *
 * <p>Applications start at {@link io.tokenwell.AccessTokenProvider}. Its implementation is built with
 * {@code io.tokenwell.refresh.RefreshingAccessTokenProvider}; the stores behind it implement the ports of
 * {@link io.tokenwell.spi}. Every error is an {@link io.tokenwell.AccessTokenException}.
 */
@NullMarked
package io.tokenwell;

import org.jspecify.annotations.NullMarked;
