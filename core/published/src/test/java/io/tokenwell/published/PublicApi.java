package io.tokenwell.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a jar can type, as text: a line for each public type, and one for each member that they can reach. */
final class PublicApi {

    private static final int SHOWN = Modifier.ABSTRACT
            | Modifier.FINAL
            | Modifier.INTERFACE
            | Modifier.PROTECTED
            | Modifier.PUBLIC
            | Modifier.STATIC;

    private PublicApi() {}

    static String of(Path jar) {
        Set<String> exported = exported(jar);
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> loaded(name.replace(".class", "").replace('/', '.')))
                    .filter(type -> exported.contains(type.getPackageName()))
                    .filter(PublicApi::reachable)
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .map(PublicApi::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> exported(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .flatMap(module -> module.descriptor().exports().stream())
                .filter(packages -> !packages.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean reachable(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && shown(type.getModifiers())
                && (outer == null || reachable(outer));
    }

    private static boolean shown(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String text(Class<?> type) {
        Stream<String> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(PublicApi::told)
                .map(member -> (marks(member) + " " + signature(member)).strip())
                .map(text -> text.replace(" " + type.getName() + ".", " "))
                .sorted();
        return Stream.concat(Stream.of(heading(type)), members).collect(Collectors.joining("\n    ", "", "\n"));
    }

    /** What every object has goes without saying. */
    private static boolean told(AnnotatedElement element) {
        Member member = (Member) element;
        return shown(member.getModifiers())
                && !member.isSynthetic()
                && !List.of("equals", "hashCode", "toString").contains(member.getName());
    }

    private static String heading(Class<?> type) {
        String kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "" : "class";
        Type above = type.getGenericSuperclass();
        return Stream.of(
                        marks(type),
                        type.isSealed() ? "sealed" : "",
                        Modifier.toString(type.getModifiers() & SHOWN),
                        kind,
                        type.getName() + parameters(type),
                        above == null || above == Object.class ? "" : "extends " + above.getTypeName(),
                        list("implements", type.getGenericInterfaces()),
                        type.isSealed() ? list("permits", sorted(type.getPermittedSubclasses())) : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Each compiler has an order of its own. */
    private static Type[] sorted(Class<?>[] permitted) {
        return Arrays.stream(permitted)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .toArray(Type[]::new);
    }

    private static String parameters(Class<?> type) {
        String text = type.toGenericString();
        String after =
                text.substring(text.indexOf(type.getName()) + type.getName().length());
        return after.startsWith("<") ? after : "";
    }

    private static String list(String word, Type[] types) {
        List<String> names = Arrays.stream(types).map(Type::getTypeName).toList();
        return names.isEmpty() ? "" : word + " " + String.join(", ", names);
    }

    private static String marks(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated" : "";
    }

    private static String signature(AnnotatedElement member) {
        return member instanceof Field field
                ? field.toGenericString()
                : member instanceof Method method
                        ? method.toGenericString()
                        : ((Constructor<?>) member).toGenericString();
    }
}
