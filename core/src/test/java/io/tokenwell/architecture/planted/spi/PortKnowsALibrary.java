package io.tokenwell.architecture.planted.spi;

import reactor.netty.http.client.HttpClient;

/** A port must not name a technology. */
public record PortKnowsALibrary(HttpClient client) {}
