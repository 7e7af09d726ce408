/**
 * Settings of a provider: freshness, waiting, times, platforms, refreshing ahead. All are made by builders, checked when
 * they are built, and immutable. Start with {@link io.tokenwell.refresh.settings.RefreshSettings}.
 */
@NullMarked
package io.tokenwell.refresh.settings;

import org.jspecify.annotations.NullMarked;
