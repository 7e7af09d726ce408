package io.tokenwell.example.cli;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Input that stays open for whoever else reads it. */
final class UnclosedInput extends FilterInputStream {

    UnclosedInput(InputStream in) {
        super(in);
    }

    @Override
    public void close() {}
}
