package io.tokenwell.example.cli;

import java.util.List;

/** Prints accounts page by page: what was printed is not kept. */
final class ListPrinter {

    private final Console console;
    private final boolean json;
    private final int limit;
    private final Table table = AccountRow.table();
    private int printed;
    private String last = "";
    private boolean more;

    ListPrinter(Console console, boolean json, int limit) {
        this.console = console;
        this.json = json;
        this.limit = limit;
    }

    void print(List<AccountRow> page) {
        List<AccountRow> wanted = page.subList(0, Math.min(page.size(), limit - printed));
        more = wanted.size() < page.size();
        if (json) {
            wanted.forEach(this::printJson);
        } else {
            table.lines(wanted.stream().map(AccountRow::cells).toList()).forEach(console.out()::println);
            printed += wanted.size();
        }
        wanted.forEach(row -> last = row.account().id());
    }

    private void printJson(AccountRow row) {
        console.out().print(printed == 0 ? "{\"accounts\":[\n" : ",\n");
        console.out().print(Json.line(row.json()));
        printed++;
    }

    void end() {
        if (json) {
            console.out().print(printed == 0 ? "{\"accounts\":[" : "\n");
            console.out().println("],\"next_after\":" + (more ? Json.quoted(last) : "null") + "}");
        } else if (printed == 0) {
            console.say("no account");
        } else if (more) {
            console.say("there are more: --after " + last + ", or a greater --limit");
        }
        console.out().flush();
    }
}
