package io.tokenwell.redis;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Writes entries of the form {@code version|...}, so that of concurrent writes the newer version stays. One round trip.
 */
final class VersionedWrite {

    // Versions are compared as texts: Lua's numbers are doubles and exact up to 2^53 only.
    private static final String PUT_UNLESS_NEWER = """
            local function less(a, b)
              local a_negative, b_negative = a:sub(1, 1) == '-', b:sub(1, 1) == '-'
              if a_negative ~= b_negative then return a_negative end
              if a == b then return false end
              if #a ~= #b then return (#a < #b) ~= a_negative end
              return (a < b) ~= a_negative
            end
            local function version(entry)
              return string.match(entry, '^(-?%d+)|')
            end
            local found = redis.call('get', KEYS[1])
            local kept = found and found ~= ARGV[3] and version(found)
            if kept and less(version(ARGV[2]), kept) then return found end
            redis.call('psetex', KEYS[1], ARGV[1], ARGV[2])
            return ''
            """;

    private static final String NOTHING = "";

    private final RedisScript putUnlessNewer;

    VersionedWrite(CommandSource redis) {
        this.putUnlessNewer = new RedisScript(redis, PUT_UNLESS_NEWER);
    }

    /** Emits the newer entry that stays, or an empty text if this one was written. */
    Mono<String> newerThan(String key, String entry, Duration timeToLive) {
        return newerThan(key, entry, timeToLive, NOTHING);
    }

    /**
     * Writes like {@link #newerThan(String, String, Duration)}; the discarded text is replaced regardless of its
     * version.
     */
    Mono<String> newerThan(String key, String entry, Duration timeToLive, String discarded) {
        return putUnlessNewer.text(key, Long.toString(timeToLive.toMillis()), entry, discarded);
    }
}
