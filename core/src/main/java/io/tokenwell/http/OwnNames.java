package io.tokenwell.http;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Resolves names on the event loops of the endpoint, with the rules of Reactor Netty. Its global resolver ends with the
 * global event loops, and those that it creates for the set-up of a client never end.
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
