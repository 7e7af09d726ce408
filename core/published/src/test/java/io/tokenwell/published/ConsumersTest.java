package io.tokenwell.published;

import static io.tokenwell.published.UsersMachine.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.published.UsersMachine.End;
import io.tokenwell.published.consumer.Consumer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users' builds, one without the BOM, one with it, and one that is a module: all get the versions that are tested here, and
 * run on them.
 */
class ConsumersTest {

    /** The PostgreSQL driver, which asks for an older Reactor Netty, is met first: the worst order. */
    private static final List<String> ARTIFACTS =
            List.of("tokenwell-r2dbc-adapter", "tokenwell-redis-adapter", "tokenwell-core");

    private static final String BOM = "<dependencyManagement><dependencies><dependency>"
            + "<groupId>io.tokenwell</groupId><artifactId>tokenwell-bom</artifactId><version>"
            + UsersMachine.VERSION
            + "</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>";

    private static final String MODULE = "user";
    private static final String DESCRIPTOR = "module " + MODULE
            + " { requires io.tokenwell.redis; requires io.tokenwell.r2dbc; requires jdk.httpserver; }";

    private static UsersMachine machine;
    private static List<Path> plain;
    private static List<Path> managed;
    private static List<Path> modular;

    @BeforeAll
    static void usersBuildTheirPrograms(@TempDir Path folder) throws IOException {
        machine = new UsersMachine(folder);
        plain = built(folder.resolve("plain"), dependencies("<version>" + UsersMachine.VERSION + "</version>"));
        managed = built(folder.resolve("managed"), BOM + dependencies(""));
        UsersMachine.write(folder.resolve("modular/src/main/java/module-info.java"), DESCRIPTOR);
        modular = built(folder.resolve("modular"), BOM + dependencies(""));
    }

    @Test
    void withoutTheBomUsersGetTheVersionsThatAreTestedHere() {
        Set<String> tested = Stream.of(property("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(ConsumersTest::name)
                .collect(Collectors.toSet());

        assertThat(names(plain))
                .hasSizeGreaterThan(30)
                .anyMatch(name -> name.startsWith("reactor-netty-http-"))
                .anyMatch(name -> name.startsWith("r2dbc-postgresql-"))
                .anyMatch(name -> name.startsWith("lettuce-core-"));
        assertThat(tested).containsAll(names(plain));
    }

    @Test
    void withTheBomUsersGetTheSame() {
        assertThat(names(managed)).isEqualTo(names(plain));
    }

    @Test
    void aProgramWithoutTheBomRuns() {
        runs(plain);
    }

    @Test
    void aProgramWithTheBomRuns() {
        runs(managed);
    }

    @Test
    void aProgramThatIsAModuleRuns() {
        runs(machine.java(modular, MODULE, Consumer.class.getName()));
    }

    /** What users cannot type can change without them. */
    @Test
    void aModuleCannotTypeWhatIsInside(@TempDir Path folder) {
        Path sources = folder.resolve("src/main/java");
        UsersMachine.write(folder.resolve("pom.xml"), pom("curious", BOM + dependencies("")));
        UsersMachine.write(sources.resolve("module-info.java"), DESCRIPTOR);
        UsersMachine.write(
                sources.resolve("user/Curious.java"),
                "package user; class Curious { io.tokenwell.refresh.pipeline.RefreshPipeline inside; }");

        End end = machine.maven(folder, plugin("compiler") + ":compile");

        assertThat(end.output()).contains("io.tokenwell.refresh.pipeline is not visible");
        assertThat(end.status()).isNotZero();
    }

    private static void runs(List<Path> classPath) {
        runs(machine.java(classPath, Consumer.class.getName()));
    }

    private static void runs(End end) {
        assertThat(end.output())
                .contains("endpoint: new-access", "redis: refused", "postgresql: refused", "password: answered");
        assertThat(end.status()).as(end.output()).isZero();
    }

    /** Compiles the program in a project of its own; what users check who want each artifact in one version only passes. */
    private static List<Path> built(Path project, String parts) throws IOException {
        Path found = project.resolve("class-path.txt");
        UsersMachine.write(project.resolve("pom.xml"), pom(name(project), parts));
        String source = Consumer.class.getName().replace('.', '/') + ".java";
        UsersMachine.write(
                project.resolve("src/main/java").resolve(source),
                Files.readString(Path.of("src/test/java").resolve(source)));

        End end = machine.maven(
                project,
                plugin("enforcer") + ":enforce",
                plugin("compiler") + ":compile",
                plugin("dependency") + ":build-classpath",
                "-Drules=dependencyConvergence",
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=" + found);

        assertThat(end.status()).as(end.output()).isZero();
        List<Path> classPath = new ArrayList<>(List.of(project.resolve("target/classes")));
        Stream.of(Files.readString(found).strip().split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
        return classPath;
    }

    private static String plugin(String name) {
        return "org.apache.maven.plugins:maven-" + name + "-plugin:" + property("tokenwell.maven." + name);
    }

    private static String pom(String name, String parts) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>user</groupId><artifactId>" + name
                + "</artifactId><version>1</version><properties><maven.compiler.release>17</maven.compiler.release>"
                + "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>" + parts
                + "</project>";
    }

    private static String dependencies(String version) {
        return ARTIFACTS.stream()
                .map(artifact -> "<dependency><groupId>io.tokenwell</groupId><artifactId>" + artifact + "</artifactId>"
                        + version + "</dependency>")
                .collect(Collectors.joining("", "<dependencies>", "</dependencies>"));
    }

    private static Set<String> names(List<Path> classPath) {
        return classPath.stream().skip(1).map(ConsumersTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
