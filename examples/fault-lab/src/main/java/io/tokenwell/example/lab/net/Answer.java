package io.tokenwell.example.lab.net;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What the endpoint says. Prints no token.
 *
 * @param status the HTTP status
 * @param body the JSON text
 * @param retryAfter what the header of this name says
 */
record Answer(int status, String body, Optional<Duration> retryAfter) {

    private static Answer of(int status, String body) {
        return new Answer(status, body, Optional.empty());
    }

    static Answer to(StrictBook.Decision decision, Duration lifetime) {
        return switch (decision.verdict()) {
            case ROTATED -> pair(decision.pair().orElseThrow(), lifetime);
            case REUSED -> of(401, """
                    {"error":{"code":"refresh_token_reused","message":"it was used before"}}""");
            case REVOKED, FOREIGN, TURNED_AWAY -> refusal("invalid_grant");
        };
    }

    /** Tokens need no escapes. */
    private static Answer pair(Login pair, Duration lifetime) {
        return of(200, """
                {"access_token":"%s","refresh_token":"%s","expires_in":%s,"token_type":"Bearer"}""".formatted(pair.accessToken(), pair.refreshToken(), lifetime.toSeconds()));
    }

    static Answer refusal(String code) {
        return of(400, "{\"error\":\"" + code + "\"}");
    }

    static Answer tooMany(Duration retryAfter) {
        return new Answer(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", Optional.of(retryAfter));
    }

    static Answer error(int status) {
        return of(status, "{\"error\":\"server_error\"}");
    }

    /** The response to write: with a shorter body than it promises, if it is to be cut. */
    FullHttpResponse response(boolean cut) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(bytes, 0, cut ? bytes.length / 2 : bytes.length));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        retryAfter.ifPresent(time -> response.headers().set(HttpHeaderNames.RETRY_AFTER, time.toSeconds()));
        return response;
    }

    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
