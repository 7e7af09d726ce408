package io.tokenwell.example.servers;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cluster as one of its nodes sees it.
 *
 * @param text the answer to {@code CLUSTER NODES}
 */
record ClusterView(String text) {

    private static final int FIRST_SLOTS = 8;

    /**
     * One line of the answer.
     *
     * @param port for clients
     * @param flags role and health
     * @param slots ranges, of a master only
     */
    private record Line(int port, List<String> flags, List<String> slots) {

        static Line of(String line) {
            String[] words = line.split(" ", -1);
            String port = words[1].substring(words[1].indexOf(':') + 1, words[1].indexOf('@'));
            List<String> flags = List.of(words[2].split(","));
            return new Line(Integer.parseInt(port), flags, Arrays.asList(words).subList(FIRST_SLOTS, words.length));
        }

        boolean owns(int slot) {
            return flags.contains("master")
                    && !flags.contains("fail")
                    && slots.stream().anyMatch(range -> {
                        String[] ends = range.split("-", -1);
                        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
                    });
        }
    }

    /** Nothing from a node that is stopped. */
    static Stream<ClusterView> of(int port) {
        try {
            return Stream.of(new ClusterView(RespProbe.ask(port, "CLUSTER NODES")));
        } catch (IOException stopped) {
            return Stream.empty();
        }
    }

    private Stream<Line> lines() {
        return text.lines().filter(line -> line.contains("@")).map(Line::of);
    }

    /** The port of the slot's master, unless this node takes it for lost. */
    Stream<Integer> masterOf(int slot) {
        return lines().filter(line -> line.owns(slot)).map(Line::port);
    }

    long replicas() {
        return lines().filter(line -> line.flags().contains("slave")).count();
    }
}
