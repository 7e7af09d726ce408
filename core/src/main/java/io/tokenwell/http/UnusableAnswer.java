package io.tokenwell.http;

/** A success that holds nothing to store. Its message says what is wrong and quotes nothing. */
final class UnusableAnswer extends Exception {

    UnusableAnswer(String message) {
        super(message);
    }
}
