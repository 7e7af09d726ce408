package io.tokenwell.example.servers;

/** A server could not be started, stopped or asked. */
public final class ServerStartException extends RuntimeException {

    ServerStartException(String message) {
        super(message);
    }

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
