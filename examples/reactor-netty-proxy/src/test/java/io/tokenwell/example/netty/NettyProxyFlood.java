package io.tokenwell.example.netty;

import io.tokenwell.example.kit.suite.FloodSuite;

/** To be run by name: {@code -Dtest=NettyProxyFlood}. */
class NettyProxyFlood extends FloodSuite {

    @Override
    protected Class<?> program() {
        return NettyProxy.class;
    }
}
