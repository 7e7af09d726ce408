package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.TokenwellRuntime;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Actuator shows, where an application has it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.info.InfoContributor",
            "org.springframework.boot.health.contributor.ReactiveHealthContributor"
        })
class HealthConfiguration {

    @Bean
    ReactiveHealthContributor tokenwellHealthContributor(TokenwellRuntime runtime) {
        return CompositeReactiveHealthContributor.fromMap(Map.of(
                "redis", new RedisHealth(runtime.redis()),
                "postgresql", new DatabaseHealth(runtime.database()),
                "rotations", new RotationHealth(runtime.provider()),
                "logins", new LoginHealth(runtime.marked())));
    }

    @Bean
    PrometheusEndpoint prometheusEndpoint(TokenwellRuntime runtime) {
        return new PrometheusEndpoint(runtime.meters());
    }

    @Bean
    InfoContributor tokenwellInfo(GatewaySettings settings) {
        return new SettingsInfo(settings);
    }
}
