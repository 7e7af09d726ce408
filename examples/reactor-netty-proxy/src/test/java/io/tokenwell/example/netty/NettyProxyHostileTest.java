package io.tokenwell.example.netty;

import io.tokenwell.example.kit.hostile.HostileSuite;
import io.tokenwell.example.kit.suite.RunningGateway;

/** What hostile clients and upstreams may send. */
class NettyProxyHostileTest extends HostileSuite {

    @Override
    protected String name() {
        return "Reactor Netty proxy";
    }

    @Override
    protected RunningGateway start(String... options) {
        NettyProxy proxy = NettyProxy.start(options);
        return new RunningGateway(proxy.port(), proxy::close);
    }
}
