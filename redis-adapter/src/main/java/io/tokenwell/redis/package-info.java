/** Cache, lock, escrow and cooldowns on Redis, standalone, behind Sentinel or clustered, through Lettuce's reactive API. */
@NullMarked
package io.tokenwell.redis;

import org.jspecify.annotations.NullMarked;
