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

    private static final Pattern ENTRY = Pattern.compile("(-?\\d{1,18})\\|[^|]*\\|(.*)", Pattern.DOTALL);

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

    /** A cache entry that can be read. */
    record Entry(long version, String token) {}

    /** Those of these accounts. */
    Map<Long, Entry> entries(List<Long> accounts) {
        String[] keys = accounts.stream()
                .map(account -> "tokenwell:{openai:account:" + account + "}:token")
                .toArray(String[]::new);
        List<KeyValue<String, String>> found = with(commands -> commands.mget(keys));
        Map<Long, Entry> read = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            Matcher entry = ENTRY.matcher(found.get(i).getValueOrElse(""));
            if (entry.matches()) {
                read.put(accounts.get(i), new Entry(Long.parseLong(entry.group(1)), entry.group(2)));
            }
        }
        return read;
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
