package io.tokenwell.example.cli;

import io.tokenwell.AccountIds;
import io.tokenwell.r2dbc.IdType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ids that somebody typed: one that the table's column cannot have is a slip, which no server need be asked about. */
final class GivenIds {

    private GivenIds() {}

    /** Throws a {@link SettingException} for the first that is none. */
    static void check(Session session, List<String> ids) {
        IdType type = session.tables().columns().idType();
        for (String id : ids) {
            @Nullable String problem = problem(type, id);
            if (problem != null) {
                throw SettingException.of(problem);
            }
        }
    }

    /** What is wrong with an id for such a column, without the id; null if it can be one. */
    static @Nullable String problem(IdType type, String id) {
        @Nullable String problem = AccountIds.problem(id);
        return problem != null || type.accepts(id) ? problem : "an account id must be " + wanted(type);
    }

    static String wanted(IdType type) {
        return switch (type) {
            case BIGINT -> "a whole number";
            case UUID -> "a UUID in small letters";
            case TEXT -> "a text of 1 to 255 visible characters";
        };
    }
}
