package io.tokenwell.http;

import io.tokenwell.Account;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses of token endpoints that differ from account to account, as with shops, tenants and orgs. What a row names
 * decides only among the hosts that are allowed here: whoever can write to a row must not choose where a refresh token
 * goes. Immutable.
 *
 * <pre>{@code
 * new AccountUris("{instance_url}/services/oauth2/token", Set.of(".my.salesforce.com"));
 * new AccountUris("https://{shop}/admin/oauth/access_token", Set.of(".myshopify.com"));
 * }</pre>
 *
 * @param template the address; a name in braces stands for the value under that key of the account's credentials. At the
 *     beginning it is a whole origin such as {@code https://two.example}, elsewhere one name of a host or a path
 * @param hosts names of hosts; one that begins with a dot stands for all hosts below it
 * @since 0.1
 */
public record AccountUris(String template, Set<String> hosts) {

    private static final int LAST_PORT = 65_535;
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?/?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");
    private static final Pattern HOST = Pattern.compile("\\.?[a-z0-9-]+(\\.[a-z0-9-]+)*");

    /**
     * Checks that there is a choice, and that it has a limit.
     *
     * @throws IllegalArgumentException if the template has no name in braces, no host is allowed, or a host is none, naming
     *     it
     */
    public AccountUris {
        hosts = hosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (!PLACE.matcher(template).find()) {
            throw new IllegalArgumentException("template must have a name in braces, but is \"" + template + "\"");
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts must name at least one host that refresh tokens may be sent to");
        }
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).findFirst().ifPresent(host -> {
            throw new IllegalArgumentException(
                    "hosts must be names, or begin with a dot for all hosts below it, but one is \"" + host + "\"");
        });
    }

    /** Returns whether the account's credentials have all values of the template. */
    boolean areNamedBy(Account account) {
        return PLACE.matcher(template)
                .results()
                .allMatch(place -> value(account, place.group(1)).isPresent());
    }

    /** Returns the address; empty if it is none, or leads to a host that is not allowed. */
    Optional<URI> of(Account account, boolean allowPlainHttp) {
        StringBuilder address = new StringBuilder();
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            String value = value(account, places.group(1)).orElse("");
            Pattern form = places.start() == 0 ? ORIGIN : NAME;
            if (!form.matcher(value).matches() || value.contains("..")) {
                return Optional.empty();
            }
            places.appendReplacement(
                    address,
                    Matcher.quoteReplacement(value.endsWith("/") ? value.substring(0, value.length() - 1) : value));
        }
        places.appendTail(address);
        return checked(address.toString(), allowPlainHttp);
    }

    private Optional<URI> checked(String address, boolean allowPlainHttp) {
        try {
            URI uri = URI.create(address);
            TokenUri.require(uri, allowPlainHttp);
            return Optional.of(uri)
                    .filter(one -> one.getPort() <= LAST_PORT
                            && isAllowed(one.getHost().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private boolean isAllowed(String host) {
        return hosts.contains(host)
                || hosts.stream().anyMatch(allowed -> allowed.startsWith(".") && host.endsWith(allowed));
    }

    private static Optional<String> value(Account account, String key) {
        return account.credentials().text(key).map(String::strip);
    }
}
