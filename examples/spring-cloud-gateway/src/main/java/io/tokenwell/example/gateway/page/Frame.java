package io.tokenwell.example.gateway.page;

/** A snapshot as it goes out: written once for all viewers. */
record Frame(long number, String json) {

    /** As a server-sent event; a viewer whose connection breaks is back after a second. */
    String event() {
        return "id: " + number + "\nretry: 1000\ndata: " + json + "\n\n";
    }
}
