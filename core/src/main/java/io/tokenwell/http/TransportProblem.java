package io.tokenwell.http;

import java.io.IOException;

/** Error for a problem that this package found itself. Its message quotes nothing and may be shown. */
final class TransportProblem extends IOException {

    TransportProblem(String message) {
        super(message);
    }
}
