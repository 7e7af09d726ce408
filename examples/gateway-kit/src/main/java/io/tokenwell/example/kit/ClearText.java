package io.tokenwell.example.kit;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.tokenwell.ShownText;
import io.tokenwell.example.kit.GatewaySettings.R2dbc;
import io.tokenwell.example.kit.GatewaySettings.Redis;
import io.tokenwell.http.Loopback;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where passwords and tokens leave this machine unencrypted, or encrypted for whoever takes the server's place. Goes by what is
 * set, and asks nobody. Names hosts, never users or passwords.
 */
final class ClearText {

    private static final Option<Object> SSL_MODE = Option.valueOf("sslMode");
    private static final Option<Object> ROOT_CERTIFICATE = Option.valueOf("sslRootCert");
    private static final Option<Object> SSL = Option.valueOf("ssl");
    private static final Option<Object> SOCKET = Option.valueOf("socket");

    /** The first of these two do without encryption if the server, or who speaks in its name, says so. */
    private static final Set<String> MAYBE_CLEAR = Set.of("prefer", "allow", "disable");

    private ClearText() {}

    static List<String> warnings(GatewaySettings settings) {
        return Stream.of(
                        SettingException.usable(SettingNames.REDIS, () -> redis(settings.redis())),
                        SettingException.usable(SettingNames.POSTGRESQL, () -> postgresql(settings.r2dbc())),
                        http(
                                SettingNames.TOKEN_URI,
                                "refresh tokens",
                                settings.openai().tokenUri()),
                        http(
                                SettingNames.UPSTREAM,
                                "tokens",
                                settings.upstream().uri()))
                .flatMap(Optional::stream)
                .map(ShownText::line)
                .toList();
    }

    private static Optional<String> redis(Redis settings) {
        RedisURI uri = Addresses.redis(settings);
        return Stream.concat(Stream.of(uri), uri.getSentinels().stream())
                .map(RedisURI::getHost)
                .filter(host -> host != null && !host.isEmpty() && !Loopback.isLiteral(host))
                .flatMap(host -> redis(uri, host).stream())
                .findFirst();
    }

    private static Optional<String> redis(RedisURI uri, String host) {
        if (!uri.isSsl()) {
            return clear(SettingNames.REDIS, "passwords and tokens", host, "use rediss://");
        }
        return uri.getVerifyMode() == SslVerifyMode.FULL
                ? Optional.empty()
                : unchecked(SettingNames.REDIS, host, "leave verifyPeer at FULL");
    }

    private static Optional<String> postgresql(R2dbc settings) {
        ConnectionFactoryOptions address = Addresses.database(settings);
        return hosts(address)
                .filter(host -> !Loopback.isLiteral(host))
                .flatMap(host -> postgresql(address, host).stream())
                .findFirst();
    }

    /** None for a socket of this machine. */
    private static Stream<String> hosts(ConnectionFactoryOptions address) {
        Object hosts = address.getValue(ConnectionFactoryOptions.HOST);
        return hosts == null || address.hasOption(SOCKET)
                ? Stream.empty()
                : Stream.of(hosts.toString().split(","))
                        .map(host -> host.strip().replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1"));
    }

    private static Optional<String> postgresql(ConnectionFactoryOptions address, String host) {
        String mode = sslMode(address);
        if (mode.equals("verify-full") || (mode.equals("verify-ca") && address.hasOption(ROOT_CERTIFICATE))) {
            return Optional.empty();
        }
        return MAYBE_CLEAR.contains(mode)
                ? clear(SettingNames.POSTGRESQL, "passwords and tokens", host, "set sslMode=verify-full")
                : unchecked(SettingNames.POSTGRESQL, host, "set sslMode=verify-full");
    }

    /** As the driver has it: without a mode, {@code ssl=true} or {@code r2dbcs:} is the strongest, and nothing is none. */
    private static String sslMode(ConnectionFactoryOptions address) {
        Object mode = address.getValue(SSL_MODE);
        if (mode != null) {
            return mode.toString().strip().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        Object ssl = address.getValue(SSL);
        return ssl != null && Boolean.parseBoolean(ssl.toString()) ? "verify-full" : "disable";
    }

    private static Optional<String> http(String setting, String what, URI uri) {
        return "http".equals(uri.getScheme()) && !Loopback.isLiteral(uri.getHost())
                ? clear(setting, what, uri.getHost(), "use https://")
                : Optional.empty();
    }

    private static Optional<String> clear(String setting, String what, String host, String advice) {
        return Optional.of("%s: %s go to %s in the clear, or may: %s".formatted(setting, what, host, advice));
    }

    private static Optional<String> unchecked(String setting, String host, String advice) {
        return Optional.of("%s: what goes to %s is encrypted, but for any server in its place: %s"
                .formatted(setting, host, advice));
    }
}
