package io.tokenwell.example.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds settings that nothing reads. Read over, they would leave a default in force that somebody believes to have changed: a
 * misspelt key means plain tokens. Immutable and safe for use by any thread.
 *
 * @param known the names that are read
 */
public record Spelling(Set<String> known) {

    private static final String INDEX = "(0|[1-9]\\d{0,2})";
    private static final Pattern KEY = Pattern.compile(Pattern.quote(KnownSettings.KEYS) + "\\[" + INDEX + "]");
    private static final Pattern KEY_VARIABLE = Pattern.compile("TOKENWELL_ENCRYPTION_?KEYS_" + INDEX);
    private static final Pattern OURS = Pattern.compile("(?i)tokenwell[_.-].*", Pattern.DOTALL);

    /** Kubernetes and Docker tell of a service that is called tokenwell, or tokenwell-something, by these. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "TOKENWELL(_\\w+)?_" + "(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_PORT = Pattern.compile("TOKENWELL(_\\w+)?_PORT");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /**
     * The first of these that is not known.
     *
     * @param names of settings, as options and files spell them
     * @return empty if all are known, or none of ours
     */
    public Optional<Misspelt> ofNames(Collection<String> names) {
        return names.stream()
                .filter(name -> OURS.matcher(name).matches() && !isName(name))
                .sorted()
                .findFirst()
                .map(name -> new Misspelt(name, nearest(name, known.stream().map(Spelling::first))));
    }

    /**
     * The first of these that is not known.
     *
     * @param environment values by name
     * @return empty if all are known, or none of ours
     */
    public Optional<Misspelt> ofVariables(Map<String, String> environment) {
        Set<String> variables = new TreeSet<>();
        known.forEach(name -> variables.addAll(variables(first(name))));
        return environment.keySet().stream()
                .filter(name -> OURS.matcher(name).matches())
                .filter(name ->
                        !variables.contains(name) && !KEY_VARIABLE.matcher(name).matches())
                .filter(name -> !isOfAService(name, environment.getOrDefault(name, "")))
                .sorted()
                .findFirst()
                .map(name -> new Misspelt(name, nearest(name, variables.stream())));
    }

    /** A list has no value of its own, and what is no list has no elements. */
    private boolean isName(String name) {
        return KEY.matcher(name).matches() ? known.contains(KnownSettings.KEYS) : isSingle(name);
    }

    private boolean isSingle(String name) {
        return known.contains(name) && !name.equals(KnownSettings.KEYS);
    }

    private static boolean isOfAService(String name, String value) {
        return OF_A_SERVICE.matcher(name).matches()
                || (SERVICE_PORT.matcher(name).matches()
                        && SERVICE_ADDRESS.matcher(value).matches());
    }

    private static String first(String name) {
        return name.equals(KnownSettings.KEYS) ? name + "[0]" : name;
    }

    /**
     * Both spellings that Spring Boot takes for a name with dashes.
     *
     * @param name of a setting
     * @return names of variables; the one with all its underscores first
     */
    public static List<String> variables(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace("[", ".").replace("]", "");
        return Stream.of(upper.replace('-', '_'), upper.replace("-", ""))
                .map(each -> each.replace('.', '_'))
                .distinct()
                .toList();
    }

    /**
     * A key that is missing before one that is there. What reads a list ends at its first gap.
     *
     * @param names of settings or variables, any
     * @return the number of the first that is missing; empty if none is
     */
    public static OptionalInt missingKey(Collection<String> names) {
        TreeSet<Integer> there = new TreeSet<>();
        for (String name : names) {
            for (Pattern form : List.of(KEY, KEY_VARIABLE)) {
                Matcher key = form.matcher(name);
                if (key.matches()) {
                    there.add(Integer.valueOf(key.group(1)));
                }
            }
        }
        return there.isEmpty()
                ? OptionalInt.empty()
                : IntStream.range(0, there.last())
                        .filter(number -> !there.contains(number))
                        .findFirst();
    }

    private static String nearest(String name, Stream<String> among) {
        return among.min(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** How many letters have to be put in, taken out or replaced (Levenshtein), upper case or not. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
