package io.tokenwell.http;

import java.net.URI;
import java.util.Locale;

/** Checks the address to which refresh tokens are sent. Messages leave out everything that may contain a password. */
final class TokenUri {

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
        if (scheme.equals("http") && !allowPlainHttp && !Loopback.isLiteral(host)) {
            throw new IllegalArgumentException("token URI of " + host
                    + " must use https: plain http is for loopback, or for TransportSettings.allowPlainHttp");
        }
    }
}
