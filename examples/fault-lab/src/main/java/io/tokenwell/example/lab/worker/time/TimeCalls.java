package io.tokenwell.example.lab.worker.time;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a class file (JVMS 4.4), among which is whom it asks for the time. Calls and method references both go
 * by the same constant, so that giving that one another owner is all there is to do.
 */
final class TimeCalls {

    private static final String ASKED = "java/lang/System";
    private static final String QUESTION = "nanoTime";
    private static final byte[] INSTEAD =
            "io/tokenwell/example/lab/worker/time/SuspendableTime".getBytes(StandardCharsets.UTF_8);

    private static final int COUNT_AT = 8;
    private static final byte TEXT = 1;
    private static final byte CLASS = 7;
    private static final byte METHOD = 10;

    private final ByteBuffer file;
    private final int[] places;
    private final int end;

    private TimeCalls(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes.clone());
        this.places = new int[unsigned(COUNT_AT)];
        this.end = located();
    }

    /** The same class, asking the other; null if it asks nobody. */
    static byte @Nullable [] redirected(byte[] bytes) {
        TimeCalls calls = new TimeCalls(bytes);
        return calls.moved() ? calls.withNewOwner() : null;
    }

    private int located() {
        int place = COUNT_AT + Short.BYTES;
        for (int index = 1; index < places.length; index++) {
            places[index] = place;
            byte tag = file.get(place);
            index += tag == 5 || tag == 6 ? 1 : 0;
            place += 1 + size(tag, place);
        }
        return place;
    }

    private int size(byte tag, int place) {
        return switch (tag) {
            case TEXT -> Short.BYTES + unsigned(place + 1);
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 5, 6 -> 8;
            default -> 4;
        };
    }

    private boolean moved() {
        boolean found = false;
        for (int index = 1; index < places.length; index++) {
            int place = places[index];
            if (place > 0 && file.get(place) == METHOD && asksForTheTime(place)) {
                file.putShort(place + 1, (short) (places.length + 1));
                found = true;
            }
        }
        return found;
    }

    private boolean asksForTheTime(int method) {
        int owner = places[unsigned(method + 1)];
        int nameAndType = places[unsigned(method + 3)];
        return text(unsigned(nameAndType + 1)).equals(QUESTION)
                && text(unsigned(owner + 1)).equals(ASKED);
    }

    /** Two constants more at the end: a name, and the class of that name. */
    private byte[] withNewOwner() {
        byte[] old = file.array();
        return ByteBuffer.allocate(old.length + 1 + Short.BYTES + INSTEAD.length + 1 + Short.BYTES)
                .put(old, 0, COUNT_AT)
                .putShort((short) (places.length + 2))
                .put(old, COUNT_AT + Short.BYTES, end - COUNT_AT - Short.BYTES)
                .put(TEXT)
                .putShort((short) INSTEAD.length)
                .put(INSTEAD)
                .put(CLASS)
                .putShort((short) places.length)
                .put(old, end, old.length - end)
                .array();
    }

    private String text(int index) {
        int place = places[index];
        return new String(file.array(), place + 3, unsigned(place + 1), StandardCharsets.UTF_8);
    }

    private int unsigned(int place) {
        return Short.toUnsignedInt(file.getShort(place));
    }
}
