package io.tokenwell.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import reactor.core.publisher.Mono;

/** A Lua script of one key that answers yes or no: one round trip, two when the server does not know it yet. */
final class RedisScript {

    private final RedisClusterReactiveCommands<String, String> commands;
    private final String source;
    private final String digest;

    RedisScript(RedisClusterReactiveCommands<String, String> commands, String source) {
        this.commands = commands;
        this.source = source;
        this.digest = commands.digest(source);
    }

    Mono<Boolean> run(String key, String... arguments) {
        String[] keys = {key};
        return commands.<Boolean>evalsha(digest, ScriptOutputType.BOOLEAN, keys, arguments)
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown -> commands.eval(source, ScriptOutputType.BOOLEAN, keys, arguments))
                .single();
    }
}
