package io.tokenwell.refresh;

/**
 * A platform whose accounts are served. Immutable and safe for use by any thread.
 *
 * @param name value of {@link io.tokenwell.Account#platform()}, compared exactly
 * @param refreshed whether Tokenwell refreshes its tokens; if not, the stored token is served while valid, without a lock
 */
public record Platform(String name, boolean refreshed) {

    /** OpenAI: tokens are refreshed. */
    public static final Platform OPENAI = new Platform("openai", true);

    /** Sora: its own client refreshes its tokens. */
    public static final Platform SORA = new Platform("sora", false);
}
