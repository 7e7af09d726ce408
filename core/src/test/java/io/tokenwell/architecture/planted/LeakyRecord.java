package io.tokenwell.architecture.planted;

/** Four components that would print what they hold, and one that is none of them. */
public record LeakyRecord(
        String accessToken, String clientSecret, String proxyPassword, String proxy, long tokenVersion) {}
