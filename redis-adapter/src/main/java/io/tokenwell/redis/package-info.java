/**
 * The shared stores of a fleet on Redis: cache, lock, escrow and cooldowns.
 *
 * <p>For applications with several instances. Works with one server, with Sentinel and with a cluster, through the
 * reactive API of Lettuce. Start at {@link io.tokenwell.redis.RedisStores}, which creates the stores on one connection;
 * {@link io.tokenwell.redis.RedisConnection} opens a connection in the background, and
 * {@link io.tokenwell.redis.RedisTracking} lets a {@link io.tokenwell.redis.NearTokenCache} keep tokens in the process.
 */
@NullMarked
package io.tokenwell.redis;

import org.jspecify.annotations.NullMarked;
