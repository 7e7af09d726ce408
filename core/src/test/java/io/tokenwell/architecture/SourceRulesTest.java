package io.tokenwell.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules for the text of every Java file in the repository, in all modules and examples. */
class SourceRulesTest {

    @Test
    void everyFileKeepsThem() {
        SourceTree sources = SourceTree.ofThisRepository();

        assertThat(sources.files())
                .as("files found")
                .hasSizeGreaterThan(40)
                .anyMatch(file -> file.endsWith("core/src/test/java/io/tokenwell/architecture/SourceRulesTest.java"));
        assertThat(sources.violations()).isEmpty();
    }

    @Test
    void eachPlantedViolationIsFoundAndNothingElse(@TempDir Path root) throws IOException {
        String main = "core/src/main/java/a/";
        String test = "core/src/test/java/a/";
        write(root, main + "package-info.java", "@NullMarked package a;");
        write(root, main + "Good.java", "class Good {} // no sleeping: Thread sleep" + "\n".repeat(199));
        write(root, main + "Long.java", "class Long {}" + "\n".repeat(201));
        write(root, test + "GoodTest.java", "class GoodTest { void ok(Mono m) { m.block(); } }" + "\n".repeat(249));
        write(root, test + "LongTest.java", "\n".repeat(251));
        write(
                root,
                main + "Names.java",
                "class N { record " + "R".repeat(36) + "() {} enum " + "E".repeat(35) + "{} }");
        write(root, main + "Note.java", "// FIX" + "ME later");
        write(root, test + "OffTest.java", "@Dis" + "abled class OffTest {}");
        write(root, test + "NumberTest.java", "class N { String n = \"%5." + "2f\".for" + "matted(1.5); }");
        write(root, main + "Clock.java", "class Clock { Object now = Instant.now(); }");
        write(root, main + "Store.java", "class Store { E e = new TokenStorageException(7, \"redis\", A, null); }");
        write(root, main + "Wait.java", "class Wait { void on(Mono m) { m.blockFirst(); } }");
        write(root, "examples/x/src/main/java/b/package-info.java", "@NullMarked package b;");
        write(root, "examples/x/src/main/java/b/App.java", "class App { void on(Mono m) { m.block(); } }");
        write(root, "examples/x/src/main/java/b/Text.java", "class Text { void on(R r) { r.sendString(a); } }");
        write(root, "examples/x/src/main/java/b/Utf.java", "class Utf { void on(R r) { r.sendString(a(), UTF_8); } }");
        write(root, "redis/src/main/java/c/package-info.java", "package c;");
        write(root, "core/target/generated/Any.java", "// FIX" + "ME");

        assertThat(new SourceTree(root).violations())
                .containsExactlyInAnyOrder(
                        main + "Long.java: 201 lines",
                        test + "LongTest.java: 251 lines",
                        main + "Names.java: long name " + "R".repeat(36),
                        main + "Note.java: note of unfinished work",
                        test + "OffTest.java: switched-off test",
                        test + "NumberTest.java: numbers in the machine's language",
                        main + "Clock.java: reads the time of day",
                        main + "Store.java: a store's error in words of its own",
                        main + "Wait.java: waits",
                        "examples/x/src/main/java/b/Text.java: text in the machine's charset",
                        "redis/src/main/java/c/package-info.java: package without @NullMarked");
    }

    @Test
    void longMethodsOfLibrariesAreFound(@TempDir Path root) throws IOException {
        String main = "core/src/main/java/a/";
        String header = "/** \" { */\nclass M {\n    int[] some = {1, 2};\n";
        String limit = "    @Quiet({\"{\", '}'})\n    void fits() {\n" + "        // {\n".repeat(18) + "    }\n";
        String wrapped = "    M(\n            int a) {\n" + "        on(() -> {\n        });\n".repeat(9) + "    }\n";
        String inner =
                "    record R(int a) {\n        R {\n" + "            a = \"}\";\n".repeat(19) + "        }\n    }\n";
        write(root, main + "package-info.java", "@NullMarked package a;");
        write(root, main + "M.java", header + limit + wrapped + inner + limit.replace("fits", "too") + "}\n");
        write(root, "core/src/test/java/a/MTest.java", header + wrapped + "}\n");
        write(root, "examples/x/src/main/java/a/package-info.java", "@NullMarked package a;");
        write(root, "examples/x/src/main/java/a/M.java", header + wrapped + "}\n");

        assertThat(new SourceTree(root).violations())
                .containsExactly(main + "M.java: M has 21 lines", main + "M.java: R has 21 lines");
    }

    @Test
    void publicTypesSilentAboutThreadsAreFound(@TempDir Path root) throws IOException {
        String main = "redis/src/main/java/a/";
        write(root, main + "package-info.java", "@NullMarked package a;");
        plant(
                root,
                main,
                "Said",
                "/** Safe for use by any thread. */\n@Any(\"x\")\npublic final class Said {\n    int a;\n}");
        plant(root, main, "Port", "/** About threads. */\nimport b.C;\n\npublic interface Port {}");
        plant(root, main, "Changes", "/** Immutable. */\npublic final class Changes {\n    private int a;\n}");
        plant(
                root,
                main,
                "Counts",
                "/** Immutable. */\npublic class Counts {\n    private final AtomicLong a = b();\n}");
        plant(root, main, "Holds", "/** Immutable. */\npublic class Holds {\n    private final RedisClient a;\n}");
        plant(
                root,
                main,
                "Unsure",
                "/** Does things. */\npublic final class Unsure {\n    private final List<A> a;\n}");
        write(root, "redis/src/test/java/a/SilentTest.java", "public class SilentTest {\n    int a;\n}");
        write(root, "r2dbc/src/main/java/module-info.java", "module m {\n    exports seen;\n}");
        write(root, "r2dbc/src/main/java/seen/package-info.java", "@NullMarked package seen;");
        write(root, "r2dbc/src/main/java/unseen/package-info.java", "@NullMarked package unseen;");
        plant(root, "r2dbc/src/main/java/seen/", "S", "package seen;\npublic class S {\n    int a;\n}");
        plant(root, "r2dbc/src/main/java/unseen/", "U", "package unseen;\npublic class U {\n    int a;\n}");

        assertThat(new SourceTree(root).violations())
                .containsExactly(
                        "r2dbc/src/main/java/seen/S.java: no word about threads on S",
                        main + "Changes.java: no word about threads on Changes",
                        main + "Counts.java: no word about threads on Counts",
                        main + "Holds.java: no word about threads on Holds",
                        main + "Port.java: no word about threads on Port",
                        main + "Unsure.java: no word about threads on Unsure");
    }

    @Test
    void immutableTypesOweNoWordAboutThreads(@TempDir Path root) throws IOException {
        String main = "redis/src/main/java/a/";
        write(root, main + "package-info.java", "@NullMarked package a;");
        plant(root, main, "Pair", "/** Two. */\npublic record Pair(int a, int b) {}");
        plant(
                root,
                main,
                "Kind",
                "/** A kind. */\npublic enum Kind {\n    A;\n    private final String label = a();\n}");
        plant(
                root,
                main,
                "Failed",
                "/** An error. */\npublic class Failed extends AnyException {\n    final int a;\n}");
        plant(root, main, "Closed", "/** One of two. */\npublic sealed interface Closed permits Pair {}");
        plant(root, main, "Tools", "/** Tools. */\npublic final class Tools {\n    static int a;\n    int b() {}\n}");
        plant(root, main, "Value", "/** Immutable. */\npublic final class Value {\n    private final String a;\n}");
        write(root, main + "Hidden.java", "final class Hidden {\n    public interface Nested {}\n    int a;\n}");

        assertThat(new SourceTree(root).violations()).isEmpty();
    }

    @Test
    void locksAndSpinsOfLibrariesAreFound(@TempDir Path root) throws IOException {
        String[] planted = {
            "synchronized void on() {}",
            "void on() { synchronized (this) {} }",
            "java.util.concurrent.locks.ReentrantLock lock;",
            "void on() { Thread.onSpinWait(); }",
            "void on() { java.util.concurrent.locks.LockSupport.park(); }",
            "void on() { parkNanos(1); }",
            "void on(Object o) { o.wait(); }",
            "void on(Object o) { o.notifyAll(); }",
            "EmitFailureHandler on() { return busyLooping(TIME); }",
            "Semaphore turns;"
        };
        String[] libraries = {"core", "redis-adapter", "r2dbc-adapter"};
        for (String library : libraries) {
            String main = library + "/src/main/java/a/";
            write(root, main + "package-info.java", "@NullMarked package a;");
            write(
                    root,
                    main + "Good.java",
                    "class Good { /* synchronized */ String a = \"synchronized\"; int waits; }");
            for (int i = 0; i < planted.length; i++) {
                write(root, main + "Bad" + i + ".java", "class Bad" + i + " { " + planted[i] + " }");
            }
        }
        write(root, "core/src/test/java/a/LockTest.java", "class LockTest { " + planted[0] + " }");

        assertThat(new SourceTree(root).violations())
                .hasSize(libraries.length * planted.length)
                .allMatch(violation -> violation.matches("\\S+/Bad\\d\\.java: locks, or spins"));
    }

    private static void plant(Path root, String folder, String type, String text) throws IOException {
        write(root, folder + type + ".java", text);
    }

    private static void write(Path root, String place, String text) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
