package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.FrontDoor;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The {@link FrontDoor} of the web server, before Spring makes a URI of what was asked for. */
@Configuration(proxyBeanMethods = false)
class FrontDoorConfiguration {

    @Bean
    NettyRouteProvider frontDoor(@Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
        FrontDoor door = new FrontDoor(List.of(actuator, "/tokenwell"));
        return routes -> routes.route(
                request -> door.refused(request).isPresent(),
                (request, response) -> Mono.justOrEmpty(door.refused(request))
                        .flatMap(problem -> FrontDoor.written(response, problem)));
    }
}
