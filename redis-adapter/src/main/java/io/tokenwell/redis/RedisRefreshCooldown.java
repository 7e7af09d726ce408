package io.tokenwell.redis;

import io.tokenwell.StorageOperation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * The cooldowns of a fleet: entries {@code version|flag|reason} that Redis itself ends, to the millisecond and by its
 * own clock. One round trip per call. Created by {@link RedisStores}. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RedisRefreshCooldown implements RefreshCooldown {

    private static final String FIND_WITH_TIME_LEFT = """
            local found = redis.call('get', KEYS[1])
            if not found then return '' end
            return string.format('%.0f', redis.call('pttl', KEYS[1])) .. '|' .. found
            """;

    private static final String START_UNLESS_LATER = """
            if redis.call('pttl', KEYS[1]) > tonumber(ARGV[1]) then return 0 end
            redis.call('psetex', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """;

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\|(-?\\d{1,19})\\|([01])\\|(.*)", Pattern.DOTALL);

    private final CommandSource redis;
    private final AccountKeys keys;
    private final RedisScript findWithTimeLeft;
    private final RedisScript startUnlessLater;

    RedisRefreshCooldown(CommandSource redis, AccountKeys keys) {
        this.redis = redis;
        this.keys = keys;
        this.findWithTimeLeft = new RedisScript(redis, FIND_WITH_TIME_LEFT);
        this.startUnlessLater = new RedisScript(redis, START_UNLESS_LATER);
    }

    @Override
    public Mono<SharedCooldown> find(AccountKey key) {
        return Mono.defer(() -> findWithTimeLeft.text(keys.of(key)))
                .filter(found -> !found.isEmpty())
                .map(RedisRefreshCooldown::decoded)
                .filter(found -> !found.cooldown().length().isZero())
                .onErrorMap(RedisFailure.at(StorageOperation.COOLDOWN_FIND, key));
    }

    @Override
    public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
        return Mono.defer(() -> startUnlessLater.decision(
                        keys.of(key), Long.toString(cooldown.cooldown().length().toMillis()), encoded(cooldown)))
                .onErrorMap(RedisFailure.at(StorageOperation.COOLDOWN_START, key))
                .then();
    }

    @Override
    public Mono<Void> end(AccountKey key) {
        return Mono.defer(() -> redis.commands().del(keys.of(key)))
                .onErrorMap(RedisFailure.at(StorageOperation.COOLDOWN_END, key))
                .then();
    }

    private static String encoded(SharedCooldown shared) {
        Cooldown cooldown = shared.cooldown();
        return shared.version() + (cooldown.outcomeUnknown() ? "|1|" : "|0|") + cooldown.reason();
    }

    private static SharedCooldown decoded(String found) {
        Matcher parts = FORM.matcher(found);
        if (!parts.matches()) {
            throw new IllegalStateException("the entry is not of the form version|flag|reason, or it never ends");
        }
        Duration left = Duration.ofMillis(Long.parseLong(parts.group(1)));
        Cooldown cooldown = new Cooldown(parts.group(4), left, parts.group(3).equals("1"));
        return new SharedCooldown(version(parts.group(2)), cooldown);
    }

    private static long version(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalStateException("the entry has a version that is too large");
        }
    }
}
