package io.tokenwell.example.gateway.page;

import java.nio.charset.StandardCharsets;

/** A snapshot as it goes out: written once for all viewers. */
record Frame(long number, byte[] json) {

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    /** As a server-sent event; a viewer whose connection breaks is back after a second. */
    byte[] event() {
        byte[] head = ("id: " + number + "\nretry: 1000\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[head.length + json.length + END.length];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(json, 0, event, head.length, json.length);
        System.arraycopy(END, 0, event, head.length + json.length, END.length);
        return event;
    }
}
