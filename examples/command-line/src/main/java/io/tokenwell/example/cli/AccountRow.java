package io.tokenwell.example.cli;

import io.tokenwell.example.cli.AccountState.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list.
 *
 * @param account what is stored
 * @param finding how it fares
 */
record AccountRow(StoredAccount account, Finding finding) {

    static Table table() {
        return new Table("ID", "PLATFORM", "TYPE", "STATUS", "EXPIRES", "LIFE LEFT", "STATE", "NOTE");
    }

    List<String> cells() {
        @Nullable Duration left = account.lifeLeft();
        return List.of(
                account.id(),
                Table.cell(account.platform()),
                Table.cell(account.type()),
                Table.cell(account.status()),
                Table.cell(account.expiresAt()),
                left == null ? "-" : Durations.readable(left),
                finding.state().toString(),
                Table.cell(finding.note()));
    }

    Map<String, @Nullable Object> json() {
        @Nullable Duration left = account.lifeLeft();
        Map<String, @Nullable Object> json = Json.object();
        json.put("id", account.id());
        json.put("platform", account.platform());
        json.put("type", account.type());
        json.put("status", account.status());
        json.put("expires_at", Json.text(account.expiresAt()));
        json.put("life_left_seconds", left == null ? null : left.toSeconds());
        json.put("state", finding.state().toString());
        json.put("note", finding.note());
        return json;
    }
}
