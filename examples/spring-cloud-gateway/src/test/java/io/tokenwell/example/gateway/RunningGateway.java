package io.tokenwell.example.gateway;

import org.springframework.context.ConfigurableApplicationContext;

/** The started gateway, for tests of other packages. */
public final class RunningGateway {

    private RunningGateway() {}

    /** With these settings, on the line that starts it. */
    public static ConfigurableApplicationContext with(String... settings) {
        return StartedGateway.with(settings);
    }
}
