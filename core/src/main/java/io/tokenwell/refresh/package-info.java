/**
 * The provider that users build: requests that share one refresh, refreshing ahead, orderly close, and the assemblies
 * that put a provider together. Start with {@link io.tokenwell.refresh.RefreshingAccessTokenProvider#builder()}.
 *
 * <p>What is open in this library has {@code close(limit)}, which waits for work that must not be lost and is to be
 * subscribed to, or is {@link AutoCloseable} and does not wait. The code that opened it closes it: first a
 * {@link io.tokenwell.refresh.RefreshAhead}, then the provider, then its token endpoint, then connections. A provider
 * closes the cache that it was given.
 */
@NullMarked
package io.tokenwell.refresh;

import org.jspecify.annotations.NullMarked;
