package io.tokenwell.example.cli;

import io.tokenwell.example.cli.CheckLine.Finding;
import io.tokenwell.r2dbc.SchemaCheck;
import io.tokenwell.r2dbc.SchemaFinding;
import io.tokenwell.r2dbc.SchemaFinding.Subject;
import io.tokenwell.r2dbc.TableNames;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** What the library's own check of the tables says, in lines. */
final class SchemaLines {

    private SchemaLines() {}

    static Flux<CheckLine> of(Session session) {
        TableNames names = session.tables();
        return new SchemaCheck(session.pool(), names)
                .withRefreshAhead()
                .findings()
                .onErrorMap(StoreException::postgresql)
                .flatMapIterable(found -> lines(found, names));
    }

    private static List<CheckLine> lines(List<SchemaFinding> found, TableNames names) {
        return Stream.of(
                        line("postgresql session", about(found, Subject.SERVER), "takes writes"),
                        line(
                                "table " + names.accounts(),
                                about(found, Subject.ACCOUNTS),
                                "has the columns and the rights"),
                        line("table " + names.claims(), about(found, Subject.CLAIMS), "is of this version"))
                .toList();
    }

    private static List<SchemaFinding> about(List<SchemaFinding> found, Subject subject) {
        return found.stream().filter(finding -> finding.subject() == subject).toList();
    }

    /** What does not prevent refreshes is told and is no failure. */
    private static CheckLine line(String what, List<SchemaFinding> found, String otherwise) {
        if (found.isEmpty()) {
            return CheckLine.ok(what, otherwise);
        }
        boolean prevents = found.stream().anyMatch(SchemaFinding::preventsRefreshes);
        return new CheckLine(
                what, prevents ? Finding.FAILED : Finding.OK, joined(found, SchemaFinding::problem), inWords(found));
    }

    private static String joined(List<SchemaFinding> found, Function<SchemaFinding, String> part) {
        return found.stream().map(part).distinct().collect(Collectors.joining("; "));
    }

    /** The remedies name the library's settings; here they have the names of the command's. */
    private static String inWords(List<SchemaFinding> found) {
        return joined(found, SchemaFinding::remedy)
                .replace("SchemaInstaller.install()", "check --install")
                .replace("AccountColumns", "tokenwell.columns.*")
                .replace("or null", "or none")
                .replace("to null", "to none")
                .replace("TableNames", "tokenwell.tables.*");
    }
}
