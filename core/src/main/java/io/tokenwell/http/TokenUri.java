package io.tokenwell.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Guard of the address that refresh tokens are sent to. Messages leave out what may hold a password. */
final class TokenUri {

    private static final Pattern LOOPBACK = Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]");

    private TokenUri() {}

    static void require(URI uri, boolean allowPlainHttp) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("token URI must be an absolute https URI with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "token URI of " + host + " must have neither user info nor fragment: use the client's secret");
        }
        if (scheme.equals("http") && !allowPlainHttp && !isLoopback(host)) {
            throw new IllegalArgumentException("token URI of " + host
                    + " must use https: plain http is for loopback, or for TransportSettings.allowingPlainHttp()");
        }
    }

    /** By spelling only: a name that merely resolves to loopback today is not one. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
