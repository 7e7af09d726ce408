package io.tokenwell.example.benchmarks.fleet;

import java.util.List;

/**
 * The instances of one contestant. Immutable and safe for use by any thread.
 *
 * @param members the instances
 */
public record Fleet(List<Member> members) implements AutoCloseable {

    /**
     * One of the instances, each in turn.
     *
     * @param turn any number from 0 on
     * @return the instance whose turn it is
     */
    public Member member(int turn) {
        return members.get(turn % members.size());
    }

    /**
     * How many tokens the instances keep in their own memory, together.
     *
     * @return about that many
     */
    public long kept() {
        return members.stream().mapToLong(Member::kept).sum();
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
