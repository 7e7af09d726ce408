package io.tokenwell.example.cli;

/** A setting is missing or cannot be used. The message names it and never quotes its value, which may hold a password. */
final class SettingException extends RuntimeException {

    private SettingException(String message) {
        super(message);
    }

    static SettingException of(String message) {
        return new SettingException(message);
    }

    static SettingException missing(Setting setting) {
        return new SettingException(setting.key() + " is not set: give " + setting.places());
    }

    static SettingException misspelt(String place, String nearest) {
        return new SettingException(place + " nothing reads; the nearest is " + nearest);
    }

    static SettingException notUnderstood(Setting setting, String expected) {
        return new SettingException(setting.key() + " is not understood, " + expected + " is expected");
    }
}
