package io.tokenwell.example.storm.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the pages show is what is compiled here, and what they point to is there. */
class PagesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path SNIPPETS = Path.of("src/test/java/io/tokenwell/example/storm/docs");
    /** What inside.md shows is the code itself. */
    private static final Path PIPELINE =
            ROOT.resolve("core/src/main/java/io/tokenwell/refresh/pipeline/RefreshPipeline.java");

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final int README_LINES = 40;

    @TestFactory
    Stream<DynamicTest> everyJavaSnippetIsCompiled() throws IOException {
        String compiled = squeezed(sources(SNIPPETS, ".java") + sources(PIPELINE, ".java"));
        return pages().stream()
                .flatMap(page -> found(JAVA, page)
                        .map(snippet -> DynamicTest.dynamicTest(
                                page + ": " + snippet.lines().findFirst().orElse(""),
                                () -> assertThat(compiled).contains(squeezed(snippet)))));
    }

    @TestFactory
    Stream<DynamicTest> everyLinkIntoTheRepositoryLeadsSomewhere() throws IOException {
        return pages().stream()
                .flatMap(page -> found(LINK, page)
                        .filter(link -> !link.contains("://"))
                        .map(link -> DynamicTest.dynamicTest(
                                page + " -> " + link,
                                () -> assertThat(page.resolveSibling(link)).exists())));
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")).stream().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(README_LINES);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String place : List.of("", "core/docs", "examples")) {
            int depth = place.isEmpty() ? 1 : 2;
            try (Stream<Path> files = Files.walk(ROOT.resolve(place), depth)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        assertThat(pages).hasSizeGreaterThan(5);
        return pages;
    }

    private static Stream<String> found(Pattern pattern, Path page) {
        return pattern.matcher(text(page)).results().map((MatchResult match) -> match.group(1));
    }

    private static String sources(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(PagesTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Pages and sources are indented and broken differently. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
