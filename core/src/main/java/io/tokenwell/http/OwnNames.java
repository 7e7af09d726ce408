package io.tokenwell.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Looks names up on the event loops of the endpoint, with Reactor Netty's rules: its own resolver ends with everybody's
 * event loops, and those that it makes for a client's set-up never end.
 */
final class OwnNames extends AddressResolverGroup<InetSocketAddress> {

    private final LoopResources loops;
    private final boolean preferNative;

    OwnNames(LoopResources loops, boolean preferNative) {
        this.loops = loops;
        this.preferNative = preferNative;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return NameResolverProvider.builder()
                .build()
                .newNameResolverGroup(loops, preferNative)
                .getResolver(executor);
    }
}
