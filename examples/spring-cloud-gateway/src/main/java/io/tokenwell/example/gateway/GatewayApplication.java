package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.spring.Surroundings;
import io.tokenwell.example.kit.spring.TokenwellConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The gateway. Started without any setting, it brings its own surroundings along: see {@link Surroundings}. */
@SpringBootApplication
@Import(TokenwellConfiguration.class)
public class GatewayApplication {

    GatewayApplication() {}

    /**
     * Starts the gateway.
     *
     * @param args settings, for example {@code --server.port=0}
     */
    public static void main(String... args) {
        application().run(args);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(GatewayApplication.class);
        application.addInitializers(new Surroundings());
        return application;
    }
}
