package io.tokenwell.example.kit.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** HTTP/2 as bytes (RFC 9113), with fields that no library would send. */
final class Frames {

    private static final int HEAD = 9;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ENDS = 0x5; // of the stream and of its fields

    private Frames() {}

    /** A connection's begin and one request. */
    static byte[] request(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        fields.forEach(field -> {
            block.write(0);
            text(block, field.getKey());
            text(block, field.getValue());
        });
        out.writeBytes(frame(HEADERS, ENDS, 1, block.toByteArray()));
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        block.write(bytes.length);
        block.writeBytes(bytes);
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEAD + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Whether the request was answered, refused, or its connection given up. */
    static boolean isAnswered(byte[] read) {
        return answer(read).status() != Answer.NONE || ended(read);
    }

    private static boolean ended(byte[] read) {
        for (int at = 0; at + HEAD <= read.length; at = next(read, at)) {
            if (read[at + 3] == RESET || read[at + 3] == GOAWAY) {
                return true;
            }
        }
        return false;
    }

    private static int next(byte[] read, int at) {
        return at + HEAD + (((read[at] & 0xff) << 16) | ((read[at + 1] & 0xff) << 8) | (read[at + 2] & 0xff));
    }

    /** The status of the first answer, and none for a reset. */
    static Answer answer(byte[] read) {
        for (int at = 0; at + HEAD <= read.length; at = next(read, at)) {
            int end = next(read, at);
            if (read[at + 3] == HEADERS && end <= read.length) {
                return new Answer(status(Arrays.copyOfRange(read, at + HEAD, end)), "");
            }
        }
        return new Answer(Answer.NONE, "");
    }

    private static int status(byte[] block) {
        ByteBuf fields = Unpooled.wrappedBuffer(block);
        try {
            return Integer.parseInt(String.valueOf(
                    new DefaultHttp2HeadersDecoder().decodeHeaders(1, fields).status()));
        } catch (Http2Exception broken) {
            return Answer.NO_HTTP;
        } finally {
            fields.release();
        }
    }
}
