package io.tokenwell.example.lab.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;

/**
 * Answers before the answer: whoever asks has to read them over, whether it knows them or not (RFC 9110 section 15.2).
 * Written past the codec, which takes each for an answer of its own.
 */
final class InterimAnswers {

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String PROCESSING = "HTTP/1.1 102 Processing\r\n\r\n";
    private static final String EARLY_HINTS =
            "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n";
    private static final String UNHEARD_OF = "HTTP/1.1 199 Whatever\r\n\r\n";

    private static final List<List<String>> TURNS = List.of(
            List.of(EARLY_HINTS),
            List.of(PROCESSING),
            List.of(CONTINUE, EARLY_HINTS),
            List.of(PROCESSING, PROCESSING, PROCESSING),
            List.of(UNHEARD_OF),
            List.of(CONTINUE));

    private InterimAnswers() {}

    /** Each redemption has others than the one before it. */
    static List<String> ofTurn(int sequence) {
        return TURNS.get(sequence % TURNS.size());
    }

    /** {@code alone}: goes out now, not together with what is written next. */
    static void write(String head, Channel channel, boolean alone) {
        if (channel.isActive()) {
            ChannelFuture unused =
                    channel.pipeline().firstContext().write(ByteBufUtil.writeAscii(channel.alloc(), head));
            if (alone) {
                channel.flush();
            }
        }
    }
}
