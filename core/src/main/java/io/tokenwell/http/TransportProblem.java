package io.tokenwell.http;

import java.io.IOException;

/** A problem that this package found itself: its message quotes nothing and may be shown. */
final class TransportProblem extends IOException {

    TransportProblem(String message) {
        super(message);
    }
}
