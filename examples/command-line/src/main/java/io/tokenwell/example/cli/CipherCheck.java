package io.tokenwell.example.cli;

import io.tokenwell.InvalidAccountException;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Do the keys work, and can what is stored be read with them? */
final class CipherCheck {

    private static final String WHAT = "encryption";

    private static final String SAMPLE =
            "SELECT {id}::bigint AS id FROM {accounts} ORDER BY {updated_at} DESC NULLS LAST LIMIT 50";

    private static final String ANY_SAMPLE = "SELECT {id}::bigint AS id FROM {accounts} ORDER BY {id} DESC LIMIT 50";

    private CipherCheck() {}

    static Flux<CheckLine> of(Session session) {
        return Flux.defer(() -> {
                    own(session.cipher());
                    return session.database()
                            .rows(sample(session.tables()), statement -> {}, StoredAccount::id)
                            .flatMap(id -> unreadable(session, id), 4);
                })
                .collectList()
                .map(unreadable -> line(session.settings(), unreadable))
                .onErrorResume(
                        failure -> !(failure instanceof SettingException),
                        failure -> Mono.just(CheckLine.failed(
                                WHAT, "no account could be read", "see what PostgreSQL and its tables say above")))
                .flux();
    }

    private static String sample(TableNames names) {
        return SqlNames.in(names.columns().updatedAt() == null ? ANY_SAMPLE : SAMPLE, names);
    }

    private static void own(SecretCipher cipher) {
        AccountKey key = new AccountKey(1);
        String stored = cipher.encrypted(key, "check", "a text");
        if (!cipher.decrypted(key, "check", stored).equals("a text")) {
            throw SettingException.of(Setting.ENCRYPTION_KEYS + " do not decrypt what they encrypt");
        }
    }

    private static Mono<String> unreadable(Session session, String id) {
        return session.accounts()
                .findById(id)
                .flatMap(account -> Mono.<String>empty())
                .onErrorResume(InvalidAccountException.class, failure -> Mono.just(id));
    }

    private static CheckLine line(Settings settings, List<String> unreadable) {
        return unreadable.isEmpty()
                ? CheckLine.ok(WHAT, state(settings))
                : CheckLine.failed(
                        WHAT,
                        state(settings) + "; but of the 50 accounts written last " + unreadable.size()
                                + " cannot be read, such as " + unreadable.get(0),
                        "add the key they were written with to " + Setting.ENCRYPTION_KEYS
                                + (settings.isStrict() ? ", or if they are plain, import them anew" : "")
                                + "; see history ID");
    }

    private static String state(Settings settings) {
        if (!settings.encrypts()) {
            return "no keys are set, tokens are stored as they are";
        }
        return "keys are usable" + (settings.isStrict() ? ", and plain tokens are refused (strict)" : "");
    }
}
