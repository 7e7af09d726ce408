package io.tokenwell.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells hosts that never leave this machine, by their spelling alone: what merely resolves to it today is another's word. A
 * name under {@code .localhost} is none either: resolvers should answer it themselves (RFC 6761, section 6.3), and some ask
 * DNS. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class Loopback {

    private static final String OCTET = "(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern LITERAL =
            Pattern.compile("localhost|127(\\." + OCTET + "){3}|\\[[0:]*:0{0,3}1]|[0:]*:0{0,3}1");

    private Loopback() {}

    /**
     * Whether a host is {@code localhost}, of {@code 127.0.0.0/8}, or {@code ::1}.
     *
     * @param host as an address spells it, an IPv6 address with its brackets or without
     * @return true for these only
     */
    public static boolean isLiteral(String host) {
        return LITERAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
