package io.tokenwell.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;

/** Source of the commands of a connection. Read for each use, as there may be no connection yet. */
@FunctionalInterface
interface CommandSource {

    /**
     * Returns the commands that a server and a cluster have in common.
     *
     * @throws io.lettuce.core.RedisConnectionException if there is no connection yet
     */
    RedisClusterReactiveCommands<String, String> commands();
}
