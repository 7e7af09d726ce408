package io.tokenwell.example.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** Starts the application as its main method does, several times in one JVM if need be. */
final class StartedGateway {

    private StartedGateway() {}

    static ConfigurableApplicationContext with(String... settings) {
        SpringApplication application = GatewayApplication.application();
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, StartedGateway::ownEventLoops));
        return application.run(settings);
    }

    /** A closing application ends the event loops it uses; the usual ones belong to the whole JVM. */
    private static ReactorResourceFactory ownEventLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
