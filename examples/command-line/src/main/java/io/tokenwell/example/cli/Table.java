package io.tokenwell.example.cli;

import io.tokenwell.ShownText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of text under each other, as wide as the widest so far: what was printed already is not moved. All of it is cleaned here:
 * what a row or a server says must not steer the terminal.
 */
final class Table {

    private final List<String> headers;
    private final int[] widths;
    private boolean begun;

    Table(String... headers) {
        this.headers = List.of(headers);
        this.widths = this.headers.stream().mapToInt(String::length).toArray();
    }

    static String cell(@Nullable Object value) {
        return value == null ? "-" : ShownText.line(value);
    }

    /** The next lines, the first time under the headers. */
    List<String> lines(List<List<String>> given) {
        List<List<String>> rows = given.stream()
                .map(row -> row.stream().map(ShownText::line).toList())
                .toList();
        rows.forEach(this::widen);
        List<String> lines = new ArrayList<>();
        if (!begun) {
            lines.add(line(headers));
            begun = true;
        }
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private void widen(List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
