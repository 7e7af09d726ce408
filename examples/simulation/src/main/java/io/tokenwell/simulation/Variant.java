package io.tokenwell.simulation;

/**
 * How schedules are run.
 *
 * @param mutant the guarantee that is taken out
 * @param forgiving whether the authorization server accepts a used refresh token again for a while, and the fleet knows
 */
record Variant(Mutant mutant, boolean forgiving) {

    static final Variant STRICT = new Variant(Mutant.NONE, false);

    /** The same with nothing taken out. */
    Variant whole() {
        return new Variant(Mutant.NONE, forgiving);
    }
}
