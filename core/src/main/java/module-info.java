/**
 * The provider, its ports, and their in-process implementations. Users build a provider with
 * {@link io.tokenwell.refresh.RefreshingAccessTokenProvider#builder()}. The rooms inside {@code io.tokenwell.refresh} are
 * not exported.
 */
module io.tokenwell.core {
    requires transitive org.reactivestreams;
    requires transitive reactor.core;
    requires transitive reactor.netty.http;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires org.slf4j;
    requires reactor.netty.core;
    requires reactor.pool;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    // Loaded by Reactor Netty, which has no descriptor that says so.
    requires io.netty.codec.classes.quic;
    requires io.netty.codec.compression;
    requires io.netty.codec.http2;
    requires io.netty.codec.http3;
    requires io.netty.handler;

    // Optional: for io.tokenwell.crypto, io.tokenwell.jose and io.tokenwell.micrometer. Not transitive, or all who lack
    // them would not
    // compile.
    requires static com.google.crypto.tink;
    requires static com.nimbusds.jose.jwt;
    requires static micrometer.core;
    requires static micrometer.observation;

    exports io.tokenwell;
    exports io.tokenwell.crypto;
    exports io.tokenwell.http;
    exports io.tokenwell.jose;
    exports io.tokenwell.memory;
    exports io.tokenwell.micrometer;
    exports io.tokenwell.refresh;
    exports io.tokenwell.refresh.settings;
    exports io.tokenwell.spi;
}
