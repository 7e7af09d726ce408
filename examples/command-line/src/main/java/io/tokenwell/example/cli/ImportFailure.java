package io.tokenwell.example.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not imported.
 *
 * @param at where it is
 * @param id its id, null if that is not known
 * @param reason why
 * @param detail the same in a sentence, without a value of the credentials
 */
record ImportFailure(Place at, @Nullable String id, ImportReason reason, String detail) {

    /**
     * Where a record is.
     *
     * @param number 1 for the first record
     * @param line 1 for the first line
     */
    record Place(long number, long line) {}

    String text() {
        return "record " + at.number() + " (line " + at.line() + (id == null ? "" : ", account " + id) + "): " + reason
                + ": " + detail;
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.object();
        json.put("record", at.number());
        json.put("line", at.line());
        json.put("id", id);
        json.put("reason", reason.toString());
        json.put("detail", detail);
        return json;
    }
}
