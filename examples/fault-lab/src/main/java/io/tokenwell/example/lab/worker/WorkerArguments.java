package io.tokenwell.example.lab.worker;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a worker is told at its start. Immutable and safe for use by any thread.
 *
 * @param contestant {@code tokenwell}, {@code original} or {@code spring}
 * @param instance number of the instance
 * @param redis port of its Redis
 * @param postgres port of its PostgreSQL
 * @param endpoint port of its token endpoint
 * @param mutant the protection it goes without, {@code none} for none
 * @param databaseName name of the database
 * @param path path of the token endpoint
 */
public record WorkerArguments(
        String contestant,
        int instance,
        int redis,
        int postgres,
        int endpoint,
        String mutant,
        String databaseName,
        String path) {

    private static final String HOST = "127.0.0.1";

    /**
     * Reads {@code name=value} words.
     *
     * @param words the words; contestant and the three ports are required
     * @return the arguments
     * @throws IllegalArgumentException if one is missing or no number
     */
    public static WorkerArguments of(String... words) {
        Map<String, String> values = Arrays.stream(words)
                .map(word -> word.split("=", 2))
                .collect(
                        Collectors.toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : pair[1], (old, last) -> last));
        int instance = Integer.parseInt(values.getOrDefault("instance", "0"));
        return new WorkerArguments(
                required(values, "contestant"),
                instance,
                Integer.parseInt(required(values, "redis")),
                Integer.parseInt(required(values, "postgres")),
                Integer.parseInt(required(values, "endpoint")),
                values.getOrDefault("mutant", "none"),
                values.getOrDefault("database", "postgres"),
                values.getOrDefault("path", "/i/" + instance + "/oauth/token"));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + "=... is missing");
        }
        return value;
    }

    /**
     * Where Redis is.
     *
     * @return the address
     */
    public String redisUri() {
        return "redis://" + HOST + ":" + redis;
    }

    /**
     * Where PostgreSQL is.
     *
     * @return the options, without any limit of time
     */
    public ConnectionFactoryOptions database() {
        return ConnectionFactoryOptions.parse(
                "r2dbc:postgresql://postgres@" + HOST + ":" + postgres + "/" + databaseName);
    }

    /**
     * Where refresh tokens are redeemed.
     *
     * @return the address
     */
    public URI tokenUri() {
        return URI.create("http://" + HOST + ":" + endpoint + path);
    }
}
