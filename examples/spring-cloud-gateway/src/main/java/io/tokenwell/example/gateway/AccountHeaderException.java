package io.tokenwell.example.gateway;

/** The request does not name its account. */
final class AccountHeaderException extends Exception {

    AccountHeaderException(String message) {
        super(message);
    }
}
