package io.tokenwell.example.benchmarks.gateway;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts the gateway with two routes to one upstream, alike but for the filter. */
record GatewayLine(Path jar, URI upstream) {

    static final String WITH = "/with/v1/models";
    static final String WITHOUT = "/without/v1/models";

    private static final String ROUTE = "--spring.cloud.gateway.server.webflux.routes";

    List<String> words() {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no gateway at " + jar
                    + "; build it with: mvn -q -am -pl examples/spring-cloud-gateway -Dtest=none package");
        }
        List<String> words = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        words.addAll(List.of(
                "--server.port=0",
                "--tokenwell.demo.token-life=1h",
                "--tokenwell.page.enabled=false",
                "--tokenwell.upstream.uri=" + upstream));
        words.addAll(route(0, "with"));
        words.add(ROUTE + "[0].filters[1]=Tokenwell=1");
        words.addAll(route(1, "without"));
        return words;
    }

    private List<String> route(int number, String name) {
        String route = ROUTE + "[" + number + "]";
        return List.of(
                route + ".id=" + name,
                route + ".uri=" + upstream,
                route + ".predicates[0]=Path=/" + name + "/**",
                route + ".filters[0]=StripPrefix=1");
    }

    /** The Java that runs this. */
    static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
