package io.tokenwell.example.lab.cycle;

import io.r2dbc.spi.Row;
import io.tokenwell.example.lab.worker.spring.SpringTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The table of Spring Security's authorized clients: no versions, no claims. */
final class SpringAccountTable implements AccountTable {

    private final Database database;

    SpringAccountTable(Database database) {
        this.database = database;
    }

    @Override
    public void install() {
        database.update(SpringTables.ddl());
    }

    @Override
    public void insert(List<Fresh> accounts) {
        database.update(
                SpringTables.logins(),
                accounts.stream().map(Fresh::account).toArray(Long[]::new),
                accounts.stream().map(Fresh::accessToken).toArray(String[]::new),
                accounts.stream().map(Fresh::refreshToken).toArray(String[]::new),
                accounts.stream().map(Fresh::expiresAt).toArray(String[]::new));
    }

    @Override
    public void replace(Fresh login) {
        insert(List.of(login));
    }

    @Override
    public Map<Long, Stored> rows(Collection<Long> accounts) {
        Map<Long, Stored> rows = new HashMap<>();
        for (Identified row :
                database.query(SpringTables.rows(), SpringAccountTable::row, (Object) accounts.toArray(Long[]::new))) {
            rows.put(row.id(), row.stored());
        }
        return rows;
    }

    private record Identified(long id, Stored stored) {}

    private static Identified row(Row row) {
        return new Identified(
                Objects.requireNonNull(row.get("id", Long.class)),
                new Stored(
                        Optional.ofNullable(row.get("refresh_token", String.class)),
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    @Override
    public List<Held> claims() {
        return List.of();
    }

    @Override
    public int idleInTransaction() {
        return database.idleInTransaction();
    }
}
