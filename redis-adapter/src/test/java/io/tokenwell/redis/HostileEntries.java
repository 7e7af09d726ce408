package io.tokenwell.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that stand in Redis where an entry of ours should. */
final class HostileEntries {

    /** No tokens: an error when read, and no obstacle to the next write. */
    static final List<String> NO_TOKENS = List.of(
            "",
            "|",
            "||",
            "|||",
            "planted",
            "1",
            "1|",
            "1||",
            "1|1",
            "1|1|",
            "|1|planted",
            "x|1|planted",
            "1|x|planted",
            "+1|1|planted",
            "1|+1|planted",
            "--1|1|planted",
            "1|--1|planted",
            "-|1|planted",
            "1|-|planted",
            "1-|1|planted",
            " 1|1|planted",
            "1 |1|planted",
            "1| |planted",
            "1.5|1|planted",
            "1e3|1|planted",
            "0x1|1|planted",
            "1_0|1|planted",
            "\u0661|1|planted",
            "1|\u0661|planted",
            "\u22121|1|planted",
            "\0|1|planted",
            "\ufeff1|1|planted",
            "\n1|1|planted",
            "9223372036854775808|1|planted",
            "9999999999999999999|1|planted",
            "-9223372036854775809|1|planted",
            "99999999999999999999|1|planted",
            "1|9223372036854775808|planted",
            "1|-9223372036854775809|planted",
            "1|99999999999999999999|planted",
            "{\"access_token\":\"planted\"}",
            "7".repeat(100_000) + "|1|planted",
            "x".repeat(5_000_000));

    /** What stands behind the second bar; unlikely, but it may be one. */
    static final List<String> TOKENS = List.of(
            "1|1|t",
            "1||t",
            "-1|-1|t",
            "0|0|t",
            "-0|1|t",
            "0001|0001|t",
            "9223372036854775807|9223372036854775807|t",
            "-9223372036854775808|-9223372036854775808|t",
            "1|1|a|b|",
            "1|1| ",
            "1|1|\0",
            "1|1|a\r\nX-Evil: y",
            "1|1|\u001b[31m",
            "1|1|\u202e\u2066",
            "1|1|\ud83d\ude00",
            "1|1|tw2.x",
            "1|1|" + "x".repeat(5_000_000));

    static final List<String> COOLDOWNS = List.of(
            "",
            "|",
            "||",
            "1",
            "1|0",
            "|0|",
            "1|2|planted",
            "1|-1|planted",
            "1|x|planted",
            "x|0|planted",
            "+1|0|planted",
            "1|0|",
            "1|0|a\nERROR forged",
            "1|1|\u001b[31m\u202e",
            "1|0|" + "x".repeat(1_000_000),
            "-1|0|x",
            "9223372036854775807|1|x",
            "9223372036854775808|0|planted",
            "9999999999999999999|0|planted",
            "99999999999999999999|0|planted",
            "1|0|0|1|x",
            "planted".repeat(100_000));

    static final List<String> REFUSED_PREFIXES =
            List.of("", " ", "\t", "\r\n", "\u3000", "{", "}", "{}", "a{b", "a}b", "tokenwell:{openai", "{a}:b");

    static final List<String> PREFIXES = List.of(
            "a b",
            "\0",
            "a\r\nFLUSHALL\r\n",
            "*",
            "?[a-z]",
            "a:b:",
            "\u202e",
            "\u001b[31m",
            "%s%n",
            "$6\r\nplanted",
            "') redis.call('flushall') --",
            "KEYS[1]",
            "tokenwell:token",
            "\ud83d\ude00",
            "x".repeat(10_000));

    /** Names of keys that are nobody's. */
    static final List<String> NO_NAMES = List.of(
            "",
            "tokenwell",
            "tokenwell:",
            "tokenwell:{openai:account:1}",
            "tokenwell:{openai:account:1}:",
            "tokenwell:{openai:account:1}:escrow",
            "tokenwell:{openai:account:1}:Token",
            "tokenwell:{openai:account:1}:token\n",
            "tokenwell:{openai:account:1}:token:token",
            "tokenwell:{openai:account:}:token",
            "tokenwell:{openai:account:%2B1}:token",
            "tokenwell:{openai:account:%2d1}:token",
            "tokenwell:{openai:account: 1}:token",
            "tokenwell:{openai:account:1%2E0}:token",
            "tokenwell:{openai:account:\u0661}:token",
            "tokenwell:{openai:account:%00}:token",
            "tokenwell:{openai:account:%F0%9F}:token",
            "tokenwell:{openai:account:" + "9".repeat(100_000) + "}:token",
            "tokenwell:{sora:account:1}:token",
            "tokenwell2:{openai:account:1}:token",
            " tokenwell:{openai:account:1}:token");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "\"planted\"",
            "[]",
            "{}",
            "[{}]",
            "{\"refresh_token\":\"planted\"}",
            "\"\\u0000\"",
            "\"\\ud800\"");

    private HostileEntries() {}

    static Stream<String> rotations() {
        String whole =
                "{\"readVersion\":1,\"redeemedToken\":\"planted\",\"credentials\":{\"refresh_token\":\"planted-2\"}}";
        Stream<String> frames = Stream.of(
                "",
                "|",
                "1|",
                "x|{}",
                "|" + whole,
                "1 |" + whole,
                "+1|" + whole,
                "99999999999999999999|" + whole,
                whole,
                "1|" + whole + "planted",
                "1|" + whole + whole,
                "1|" + "[".repeat(100_000),
                "1|" + "{\"a\":".repeat(100_000),
                "1|" + "9".repeat(300_000),
                "1|\u0000",
                "1|\ufeff" + whole,
                "1|//c\n" + whole,
                "1|tw1.planted",
                "1|<planted>");
        Stream<String> values = Stream.of("1", "\"planted\"", "{\"refresh_token\":\"planted-2\"}")
                .flatMap(part -> VALUES.stream().map(value -> "1|" + whole.replace(":" + part, ":" + value)));
        Stream<String> cut = IntStream.range(0, whole.length()).mapToObj(length -> "1|" + whole.substring(0, length));
        return Stream.of(frames, values, cut).flatMap(each -> each);
    }

    /** A good entry with one character changed, added or left out, and every beginning of it. */
    static List<String> damaged(String entry) {
        Random chance = new Random(20_261_130);
        List<String> damaged = new ArrayList<>();
        for (int place = 0; place < entry.length(); place++) {
            damaged.add(entry.substring(0, place));
            String changed = String.valueOf((char) (' ' + chance.nextInt(95)));
            int kept = place + chance.nextInt(2);
            damaged.add(entry.substring(0, place) + changed + entry.substring(kept));
        }
        damaged.removeIf(entry::equals);
        return damaged;
    }
}
