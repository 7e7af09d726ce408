/**
 * The provider that users build: requests that share one refresh, refreshing ahead, orderly close, and the assemblies
 * that put a provider together. Start with {@link io.tokenwell.refresh.RefreshingAccessTokenProvider}.
 */
@NullMarked
package io.tokenwell.refresh;

import org.jspecify.annotations.NullMarked;
