package io.tokenwell.example.kit;

import java.time.Duration;

/** The limits, without Spring. */
final class LimitSettings {

    private static final String PREFIX = "tokenwell.limits.";

    private LimitSettings() {}

    static GatewayLimits of(PlainSettings settings) {
        return new GatewayLimits(clients(settings), upstream(settings));
    }

    private static GatewayLimits.Clients clients(PlainSettings settings) {
        return new GatewayLimits.Clients(
                seconds(settings, "head-timeout", 10),
                SettingText.size(settings, PREFIX + "head-size", 8 << 10),
                seconds(settings, "idle-timeout", 60),
                seconds(settings, "body-timeout", 30),
                seconds(settings, "send-timeout", 120),
                SettingText.number(settings, PREFIX + "connections", 20_000),
                SettingText.size(settings, PREFIX + "replay-total", 64 << 20),
                seconds(settings, "unknown-accounts", 1));
    }

    private static GatewayLimits.Upstream upstream(PlainSettings settings) {
        return new GatewayLimits.Upstream(
                seconds(settings, "connect-timeout", 5),
                seconds(settings, "response-timeout", 60),
                seconds(settings, "pause-timeout", 0),
                SettingText.number(settings, PREFIX + "upstream-connections", 20_000),
                SettingText.number(settings, PREFIX + "upstream-pending", 20_000));
    }

    private static Duration seconds(PlainSettings settings, String name, int otherwise) {
        return SettingText.duration(settings, PREFIX + name, Duration.ofSeconds(otherwise));
    }
}
