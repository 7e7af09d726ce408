package io.tokenwell.example.lab.check;

/**
 * Names one cycle, enough to run it again.
 *
 * @param contestant who was tried
 * @param fault the kind of fault
 * @param seed what the schedule was made from
 */
public record Cycle(String contestant, String fault, long seed) {

    @Override
    public String toString() {
        return contestant + " " + fault + ":" + seed;
    }
}
