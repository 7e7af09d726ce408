package io.tokenwell.example.webflux;

import io.tokenwell.example.kit.suite.GatewaySuite;
import io.tokenwell.example.kit.suite.RunningGateway;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** What all example gateways have to do. */
class WebFluxSuiteTest extends GatewaySuite {

    @Override
    protected RunningGateway start(String... options) {
        return started(options);
    }

    static RunningGateway started(String... options) {
        SpringApplication application = WebFluxGateway.application();
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, WebFluxSuiteTest::ownEventLoops));
        ConfigurableApplicationContext gateway = application.run(options);
        return new RunningGateway(
                gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class), gateway::close);
    }

    /** A closing application ends the event loops it uses; the usual ones belong to the whole JVM. */
    private static ReactorResourceFactory ownEventLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
