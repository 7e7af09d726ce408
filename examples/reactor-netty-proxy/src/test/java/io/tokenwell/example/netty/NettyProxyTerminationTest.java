package io.tokenwell.example.netty;

import io.tokenwell.example.kit.suite.TerminationSuite;

/** What all example gateways have to do when they are told to end. */
class NettyProxyTerminationTest extends TerminationSuite {

    @Override
    protected Class<?> program() {
        return NettyProxy.class;
    }
}
