/** The Redis adapter on real servers. */
@NullMarked
package io.tokenwell.redis;

import org.jspecify.annotations.NullMarked;
