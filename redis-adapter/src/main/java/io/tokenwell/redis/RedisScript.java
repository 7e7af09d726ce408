package io.tokenwell.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;

/**
 * A Lua script with one key. One round trip, or two if the server does not know the script yet. Never completes empty.
 */
final class RedisScript {

    /** Deletes the key if it holds the argument. */
    static final String DELETE_IF_SAME = """
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('del', KEYS[1])
            """;

    private final CommandSource redis;
    private final String source;
    private final String digest;

    RedisScript(CommandSource redis, String source) {
        this.redis = redis;
        this.source = source;
        this.digest = Base16.digest(source.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs a script that answers 1 or 0. */
    Mono<Boolean> decision(String key, String... arguments) {
        return run(ScriptOutputType.BOOLEAN, key, arguments);
    }

    /** Runs a script that answers a text, which is empty for none. */
    Mono<String> text(String key, String... arguments) {
        return run(ScriptOutputType.VALUE, key, arguments);
    }

    private <T> Mono<T> run(ScriptOutputType type, String key, String... arguments) {
        String[] keys = {key};
        RedisClusterReactiveCommands<String, String> commands = redis.commands();
        return commands.<T>evalsha(digest, type, keys, arguments)
                .onErrorResume(RedisNoScriptException.class, unknown -> commands.eval(source, type, keys, arguments))
                .single();
    }
}
