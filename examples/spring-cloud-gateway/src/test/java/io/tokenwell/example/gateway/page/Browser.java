package io.tokenwell.example.gateway.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven by chromedriver in the words of the W3C WebDriver protocol. */
final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;
    private final Path profile;

    private Browser(Process driver, int port, Path profile) {
        this.driver = driver;
        this.profile = profile;
        String base = "http://127.0.0.1:" + port + "/session";
        Map<String, Object> options = Map.of(
                "binary",
                chromium().toString(),
                "args",
                Stream.concat(ARGUMENTS.stream(), Stream.of("--user-data-dir=" + profile))
                        .toList());
        Map<String, Object> wanted =
                Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
        JsonNode made = call("POST", base, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
        this.session = base + "/" + made.path("sessionId").stringValue();
    }

    /** A new one, with a profile of its own in this folder, which goes with it. */
    static Browser start(Path profile) {
        Path program = chromium().resolveSibling("chromedriver");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: install chromium-driver beside chromium");
        }
        try {
            Process driver = new ProcessBuilder(program.toString(), "--port=0")
                    .redirectErrorStream(true)
                    .start();
            return new Browser(driver, port(driver.inputReader(StandardCharsets.UTF_8)), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path chromium() {
        return Path.of(System.getProperty("tokenwell.chromium", "/usr/bin/chromium"));
    }

    private static int port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver ended before it listened");
    }

    void open(String address) {
        post("/url", Map.of("url", address));
    }

    /** What the body of a function returns in the page. */
    JsonNode script(String body, Object... arguments) {
        return post("/execute/sync", Map.of("script", body, "args", List.of(arguments)));
    }

    /** As above, but what the function gives to its last argument, a function, when it is ready. */
    JsonNode scriptToItsEnd(String body, Object... arguments) {
        return post("/execute/async", Map.of("script", body, "args", List.of(arguments)));
    }

    /** As a user does: an element that is hidden or covered cannot be clicked. */
    void click(String selector) {
        post("/element/" + element(selector) + "/click", Map.of());
    }

    /** What can be read there, nothing if there is no such place. */
    String text(String selector) {
        return script("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
                .stringValue();
    }

    private String element(String selector) {
        return post("/element", Map.of("using", "css selector", "value", selector))
                .path(ELEMENT)
                .stringValue();
    }

    void key(String key) {
        List<Map<String, String>> strokes =
                List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
        post("/actions", Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", strokes))));
    }

    /** What the page wrote to the console since the last call, problems of loading and of the policy included. */
    List<String> console() {
        return post("/se/log", Map.of("type", "browser"))
                .valueStream()
                .map(entry -> entry.path("level").stringValue() + " "
                        + entry.path("message").stringValue())
                .toList();
    }

    void size(int width, int height) {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void prefers(String scheme, String motion) {
        List<Map<String, String>> features = List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", motion));
        devTools("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    void devTools(String command, Map<String, Object> parameters) {
        post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(call("GET", session + "/screenshot", null).stringValue());
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return call("POST", session + path, body);
    }

    private JsonNode call(String method, String address, @Nullable Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + ": " + answer.body());
            }
            return JSON.readTree(answer.body()).path("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } finally {
            driver.destroy();
            FileSystemUtils.deleteRecursively(profile.toFile());
        }
    }
}
