package io.tokenwell.example.cli;

/** What becomes of a record whose account is there. Spelled as they are typed. */
enum ImportPolicy {
    skip,
    update,
    fail
}
