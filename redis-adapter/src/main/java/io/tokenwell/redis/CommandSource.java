package io.tokenwell.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;

/** Where the ports get the commands of their connection, each time anew: there may be none yet. */
@FunctionalInterface
interface CommandSource {

    /**
     * What the commands of a server and of a cluster have in common.
     *
     * @throws io.lettuce.core.RedisConnectionException if there is no connection yet
     */
    RedisClusterReactiveCommands<String, String> commands();
}
