package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.Addresses;
import io.tokenwell.example.kit.GatewaySettings;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** What this instance runs with; no user, password or key. */
record SettingsInfo(GatewaySettings settings) implements InfoContributor {

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail(
                "tokenwell",
                Map.of(
                        "redis", Addresses.redisShown(settings),
                        "postgresql", Addresses.databaseShown(settings),
                        "tokenEndpoint", Addresses.shown(settings.openai().tokenUri()),
                        "upstream", Addresses.shown(settings.upstream().uri()),
                        "refreshSkew", settings.refresh().skew().toString(),
                        "nearCacheEntries", settings.nearCache().maximumEntries(),
                        "encryption", settings.encryption().mode().word()));
    }
}
