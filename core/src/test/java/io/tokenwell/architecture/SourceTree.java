package io.tokenwell.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java sources of a repository, and what in them breaks the house rules. */
final class SourceTree {

    private static final int MAIN_LINES = 200;
    private static final int TEST_LINES = 250;
    private static final int NAME_LETTERS = 35;
    private static final int METHOD_LINES = 20;

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    /** Written so that this file does not break its own rules. */
    private static final Map<String, Pattern> EVERYWHERE = Map.of(
            "note of unfinished work",
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b"),
            "numbers in the machine's language",
            Pattern.compile("%[0-9$,.]*[df][^;]*\\.for" + "matted\\("),
            "switched-off test",
            Pattern.compile("@Dis" + "abled|\\bassume(True|False|That)\\("));

    /** An event loop that waits for another thread may wait for ever. */
    private static final Pattern LOCKS = Pattern.compile("\\bsynchronized\\b|\\bconcurrent\\.locks\\b"
            + "|\\bonSpinWait\\b|\\bbusyLooping\\b|\\bpark(Nanos|Until)?\\(|\\.wait\\(|\\bnotify(All)?\\("
            + "|\\b(Semaphore|Phaser|CyclicBarrier|Exchanger)\\b");

    private static final Map<String, Pattern> IN_LIBRARIES = Map.of(
            "locks, or spins",
            LOCKS,
            "reads the time of day",
            Pattern.compile("Instant\\.now\\(\\)|new Date\\(\\)|currentTimeMillis"),
            "waits",
            Pattern.compile("Thread\\.sleep|\\.block(First|Last)?\\(|\\bCountDownLatch\\b"),
            "unfinished",
            Pattern.compile("Unsupported" + "OperationException"));

    /** Reactor Netty takes the machine's charset where none is named. */
    private static final Pattern BARE_TEXT = Pattern.compile("\\bsendString\\((?![^;]*UTF_8)");

    /** Users compare the names in errors of stores: they are constants. */
    private static final Pattern STORE_WORDS =
            Pattern.compile("(new TokenStorageException|RedisFailure\\.at|Statements\\.outage)\\([^;\"]*\"");

    private final Path root;

    SourceTree(Path root) {
        this.root = root;
    }

    /** The directory of the parent pom, wherever the build was started. */
    static SourceTree ofThisRepository() {
        for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            Path pom = place.resolve("pom.xml");
            if (Files.exists(pom) && text(pom).contains("<modules>")) {
                return new SourceTree(place);
            }
        }
        throw new IllegalStateException("no parent pom above " + Path.of("").toAbsolutePath());
    }

    List<Path> files() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"))
                    .filter(file -> Stream.of(root.relativize(file).toString().split("[/\\\\]"))
                            .noneMatch(part -> part.equals("target") || part.startsWith(".")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> violations() {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String place = root.relativize(file).toString().replace('\\', '/');
            violations(file, place).forEach(rule -> found.add(place + ": " + rule));
        }
        return found;
    }

    private static List<String> violations(Path file, String place) {
        List<String> found = new ArrayList<>();
        String text = text(file);
        JavaText java = new JavaText(text);
        boolean test = place.contains("src/test/");
        long lines = text.lines().count();
        if (lines > (test ? TEST_LINES : MAIN_LINES)) {
            found.add(lines + " lines");
        }
        TYPE.matcher(java.code())
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst(".*\\s", ""))
                .filter(name -> name.length() > NAME_LETTERS)
                .forEach(name -> found.add("long name " + name));
        if (!hasNullMarkedPackage(file)) {
            found.add("package without @NullMarked");
        }
        EVERYWHERE.forEach((rule, pattern) -> addIf(found, rule, pattern, text));
        if (!test) {
            addIf(found, "text in the machine's charset", BARE_TEXT, java.code());
        }
        if (!test && !place.startsWith("examples/")) {
            addIf(found, "a store's error in words of its own", STORE_WORDS, text);
            IN_LIBRARIES.forEach((rule, pattern) -> addIf(found, rule, pattern, java.code()));
            found.addAll(java.methodsAbove(METHOD_LINES));
            if (isExported(file)) {
                java.typesSilentAboutThreads().forEach(type -> found.add("no word about threads on " + type));
            }
        }
        return found;
    }

    private static void addIf(List<String> found, String rule, Pattern pattern, String text) {
        if (pattern.matcher(text).find()) {
            found.add(rule);
        }
    }

    /** Tests share the package of what they test, and so its annotation. */
    private static boolean hasNullMarkedPackage(Path file) {
        String here = file.toString().replace('\\', '/');
        return Stream.of(here, here.replace("src/test/java", "src/main/java"))
                .map(each -> Path.of(each).resolveSibling("package-info.java"))
                .anyMatch(info -> Files.exists(info) && text(info).contains("@NullMarked"));
    }

    /** Whether users can see what is in a file: without a module descriptor above it, all. */
    private static boolean isExported(Path file) {
        Matcher itsPackage = PACKAGE.matcher(text(file));
        for (Path place = file.getParent(); place != null; place = place.getParent()) {
            Path module = place.resolve("module-info.java");
            if (Files.exists(module)) {
                return itsPackage.find() && text(module).contains("exports " + itsPackage.group(1) + ";");
            }
        }
        return true;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
