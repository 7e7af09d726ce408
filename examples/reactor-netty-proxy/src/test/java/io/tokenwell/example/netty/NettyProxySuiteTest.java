package io.tokenwell.example.netty;

import io.tokenwell.example.kit.suite.GatewaySuite;
import io.tokenwell.example.kit.suite.RunningGateway;

/** What all example gateways have to do. */
class NettyProxySuiteTest extends GatewaySuite {

    @Override
    protected RunningGateway start(String... options) {
        NettyProxy proxy = NettyProxy.start(options);
        return new RunningGateway(proxy.port(), proxy::close);
    }

    @Override
    public String metersPath() {
        return "/metrics";
    }
}
