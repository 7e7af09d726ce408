package io.tokenwell.architecture.planted;

/** Three components that would print what they hold, and one that is none of them. */
public record LeakyRecord(String accessToken, String clientSecret, String proxyPassword, long tokenVersion) {}
