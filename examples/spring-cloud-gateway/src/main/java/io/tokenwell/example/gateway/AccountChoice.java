package io.tokenwell.example.gateway;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which account a route's requests use: always one, or the one that a request header names. */
record AccountChoice(@Nullable Long account, @Nullable String header) {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    AccountChoice {
        if ((account == null) == (header == null)) {
            throw new IllegalArgumentException(
                    "the Tokenwell filter needs either \"account\" or \"account-header\" in its args");
        }
    }

    long accountOf(ServerHttpRequest request) throws AccountHeaderException {
        return account != null ? account : named(Objects.requireNonNull(header), request);
    }

    private static long named(String header, ServerHttpRequest request) throws AccountHeaderException {
        List<String> values = request.getHeaders().getValuesAsList(header);
        if (values.size() != 1 || !ID.matcher(values.get(0)).matches()) {
            throw new AccountHeaderException(header + " must hold the id of one account, for example 1");
        }
        return Long.parseLong(values.get(0));
    }
}
