package io.tokenwell.example.benchmarks.gateway;

import java.io.IOException;

/** Says what the gateway says, or ends before. */
final class StandIn {

    private StandIn() {}

    /**
     * Speaks, and stays until somebody ends it.
     *
     * @param arguments a port, or the words of a failure
     */
    public static void main(String[] arguments) throws IOException {
        System.out.println("starting");
        if (!arguments[0].matches("\\d+")) {
            System.out.println(arguments[0]);
            return;
        }
        System.out.println("\nTokenwell gateway on http://localhost:" + arguments[0] + "\n\n  Redis           ...");
        while (System.in.read() >= 0) {
            System.out.println("still there");
        }
    }
}
