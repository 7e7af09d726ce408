/**
 * Renews tokens before their callers need them. Start with {@code PlatformScanner}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.ahead;

import org.jspecify.annotations.NullMarked;
