package io.tokenwell.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Check for hosts that never leave this machine, by their spelling only: to which address another name resolves depends
 * on a name server. Names under {@code .localhost} are not recognised either: resolvers should answer them without a
 * query (RFC 6761, section 6.3), but some query DNS.
 *
 * @since 0.1
 */
public final class Loopback {

    private static final String OCTET = "(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern LITERAL =
            Pattern.compile("localhost|127(\\." + OCTET + "){3}|\\[[0:]*:0{0,3}1]|[0:]*:0{0,3}1");

    private Loopback() {}

    /**
     * Reports whether a host is {@code localhost}, in {@code 127.0.0.0/8}, or {@code ::1}.
     *
     * @param host the host as it is written in an address, an IPv6 address with or without brackets
     * @return true for these hosts only
     */
    public static boolean isLiteral(String host) {
        return LITERAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
