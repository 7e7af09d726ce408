package io.tokenwell.example.gateway;

import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Before anything else is built: whatever has no address yet gets a server of its own, unless
 * {@code tokenwell.demo.enabled=false}. The rest of the gateway sees addresses only, and not who runs there.
 */
final class Surroundings implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String REDIS = "tokenwell.redis.uri";
    static final String POSTGRESQL = "tokenwell.r2dbc.url";
    static final String TOKEN_URI = "tokenwell.openai.token-uri";
    static final String CLIENT_ID = "tokenwell.openai.client-id";
    static final String UPSTREAM = "tokenwell.upstream.uri";

    private static final List<String> NEEDED = List.of(REDIS, POSTGRESQL, TOKEN_URI, CLIENT_ID, UPSTREAM);

    @Override
    public void initialize(GenericApplicationContext context) {
        Environment settings = context.getEnvironment();
        if (settings.getProperty("tokenwell.demo.enabled", Boolean.class, true)) {
            new DemoServers(context).startWhatIsMissing();
        }
        List<String> missing = NEEDED.stream()
                .filter(name -> !StringUtils.hasText(settings.getProperty(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw SettingException.missing(missing);
        }
    }
}
