/** Cache, lock, escrow and cooldowns in Redis. Start with {@link io.tokenwell.redis.RedisStores}. */
module io.tokenwell.redis {
    requires transitive io.tokenwell.core;
    requires transitive lettuce.core;
    requires com.github.benmanes.caffeine;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    exports io.tokenwell.redis;
}
