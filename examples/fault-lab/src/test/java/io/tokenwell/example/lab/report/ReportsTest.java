package io.tokenwell.example.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.CycleHistory;
import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.Leftovers;
import io.tokenwell.example.lab.check.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final RunFacts FACTS = new RunFacts(
            List.of("--cycles", "9"), "tokenwell", 12, 4, "release", List.of("tokenwell re-login: 1 of 9 cycles"));

    private final Results results = new Results("tokenwell");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    private void add(String contestant, long seed, Leftovers left) {
        Cycle cycle = new Cycle(contestant, "re-login", seed);
        FaultEvent fault = new FaultEvent(FaultEvent.Kind.LOGIN, 0, FaultEvent.Link.NONE, 1, 2, 7);
        results.add(Verdicts.on(new CycleHistory(cycle, List.of(), List.of(), List.of(fault), List.of(), left)));
    }

    private static Leftovers locks(int count) {
        return new Leftovers(Collections.nCopies(count, "a:lock"), List.of(), 0, List.of());
    }

    private String page() throws IOException {
        Path file = folder.resolve("page.html");
        HtmlReport.write(results, FACTS, file);
        return Files.readString(file);
    }

    @Test
    void aCycleThatBrokeAndOneThatIsMissingAreSaidEverywhere() throws IOException {
        results.add(new Results.Broken(new Cycle("tokenwell", "re-login", 3), "no worker; logs in /x"));
        Path json = folder.resolve("run.json");
        JsonReport.write(results, FACTS, json);
        assertThat(List.of(ConsoleReport.of(results, FACTS), page(), Files.readString(json)))
                .allSatisfy(report ->
                        assertThat(report).contains("no worker; logs in /x", "tokenwell re-login: 1 of 9 cycles"));
        assertThat(MarkdownReport.of(results, FACTS)).contains("Not whole: 1 broken cycles. tokenwell re-login");
        assertThat(results.total("tokenwell").broken()).isOne();
        assertThat(results.total("tokenwell").cycles()).isZero();
    }

    @Test
    void allFailingCyclesOfTheJudgedAreShownAndSomeOfTheOthers() throws IOException {
        for (long seed = 1; seed <= 9; seed++) {
            add("tokenwell", seed, locks(1));
            add("spring", seed, locks(1));
        }
        assertThat(page())
                .contains("<h2>tokenwell re-login:9</h2>", "<h2>spring re-login:3</h2>", "of the others the first 3")
                .doesNotContain("<h2>spring re-login:4</h2>")
                .contains("--contestants tokenwell --accounts 12 --instances 4 --mutant release --replay re-login:9");
    }

    @Test
    void violationsThatAreNotListedAreCounted() throws IOException {
        add("tokenwell", 1, locks(Results.LISTED + 50));
        Path json = folder.resolve("run.json");
        JsonReport.write(results, FACTS, json);
        assertThat(Files.readString(json)).contains("\"violationsInAll\" : 250");
        assertThat(results.violations()).hasSize(Results.LISTED);
    }

    @Test
    void theTablesAreMarkdown() {
        add("tokenwell", 1, Leftovers.NONE);
        add("spring", 1, locks(2));
        assertThat(MarkdownReport.of(results, FACTS))
                .startsWith("|  | tokenwell | spring |\n| --- | ---: | ---: |\n| cycles | 1 | 1 |\n")
                .contains("| of these hit by a fault | 1 | 1 |\n", "| lost per 1,000 accounts | 0.0 | 0.0 |\n")
                .contains("| `re-login` | 0 in 1 | 2 in 1 |\n");
    }
}
