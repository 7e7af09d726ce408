package io.tokenwell.example.kit;

/** The request does not name its account. */
public final class AccountHeaderException extends Exception {

    AccountHeaderException(String message) {
        super(message);
    }
}
