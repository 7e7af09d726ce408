package io.tokenwell.example.cli;

import io.tokenwell.example.cli.ImportFailure.Place;

/**
 * A record that can be stored. Prints no secret.
 *
 * @param at where it is
 * @param id id of the account
 * @param platform its platform
 * @param json what {@link AccountWriter} binds for it
 */
record ImportRecord(Place at, String id, String platform, String json) {

    @Override
    public String toString() {
        return "ImportRecord[at=" + at + ", id=" + id + "]";
    }
}
