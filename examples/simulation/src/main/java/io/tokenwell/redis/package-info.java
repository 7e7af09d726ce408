/** The one way to what the Redis adapter does not show. */
@NullMarked
package io.tokenwell.redis;

import org.jspecify.annotations.NullMarked;
