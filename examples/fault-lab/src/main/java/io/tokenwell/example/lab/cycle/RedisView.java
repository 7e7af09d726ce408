package io.tokenwell.example.lab.cycle;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lab's own way to a Redis, past all proxies. */
final class RedisView implements AutoCloseable {

    private static final Pattern VERSION = Pattern.compile("(-?\\d{1,18})\\|.*", Pattern.DOTALL);

    /** What all contestants set their locks to. */
    private static final long LOCK_MILLIS = 2_000;
    /** A key without an end has -1 milliseconds to live, one that is gone -2. */
    private static final long ENDLESS = 1;

    private final RedisClient client;

    RedisView(String uri) {
        this.client = RedisClient.create(uri);
    }

    void flush() {
        with(RedisCommands::flushall);
    }

    List<Held> locks() {
        return with(commands -> commands.keys("*lock*").stream()
                .map(key -> new Held(key, LOCK_MILLIS - commands.pttl(key)))
                .filter(lock -> lock.ageMillis() <= LOCK_MILLIS + ENDLESS)
                .toList());
    }

    /** Versions of the cache entries that can be read, by account. */
    Map<Long, Long> cachedVersions(List<Long> accounts) {
        String[] keys = accounts.stream()
                .map(account -> "tokenwell:{openai:account:" + account + "}:token")
                .toArray(String[]::new);
        List<KeyValue<String, String>> entries = with(commands -> commands.mget(keys));
        Map<Long, Long> versions = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            Matcher entry = VERSION.matcher(entries.get(i).getValueOrElse(""));
            if (entry.matches()) {
                versions.put(accounts.get(i), Long.valueOf(entry.group(1)));
            }
        }
        return versions;
    }

    private <T> T with(Function<RedisCommands<String, String>, T> work) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return work.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
