package io.tokenwell.example.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param what was checked
 * @param finding how it is
 * @param detail what was seen
 * @param help what to do, null if nothing
 */
record CheckLine(
        String what,
        Finding finding,
        String detail,
        @Nullable String help) {

    enum Finding {
        OK,
        FAILED,
        UNREACHABLE;

        @Override
        public String toString() {
            return this == OK ? "ok" : "failed";
        }
    }

    static CheckLine ok(String what, String detail) {
        return new CheckLine(what, Finding.OK, detail, null);
    }

    static CheckLine failed(String what, String detail, String help) {
        return new CheckLine(what, Finding.FAILED, detail, help);
    }

    static CheckLine unreachable(String what, String detail, String help) {
        return new CheckLine(what, Finding.UNREACHABLE, detail, help);
    }

    List<String> cells() {
        return List.of(what, finding.toString(), Table.cell(detail), help == null ? "" : help);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.object();
        json.put("check", what);
        json.put("ok", finding == Finding.OK);
        json.put("detail", detail);
        json.put("what_to_do", help);
        return json;
    }
}
