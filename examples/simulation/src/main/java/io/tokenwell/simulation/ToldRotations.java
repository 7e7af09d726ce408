package io.tokenwell.simulation;

import io.tokenwell.TokenEvent;

/** What one instance has told of the rotations of one account. */
final class ToldRotations {

    int refreshed;
    int atRisk;
    int saved;

    /** The row has won, or they were given up. */
    int notStored;

    void count(TokenEvent event) {
        if (event instanceof TokenEvent.Refreshed) {
            refreshed++;
        } else if (event instanceof TokenEvent.RotationAtRisk) {
            atRisk++;
        } else if (event instanceof TokenEvent.RotationSaved) {
            saved++;
        } else if (event instanceof TokenEvent.RotationSuperseded || event instanceof TokenEvent.RotationGivenUp) {
            notStored++;
        }
    }

    int ends() {
        return refreshed + saved + notStored;
    }

    @Override
    public String toString() {
        return refreshed + " refreshed, " + atRisk + " at risk, " + saved + " saved, " + notStored + " not stored";
    }
}
