/** The account table in PostgreSQL. Start with {@link io.tokenwell.r2dbc.R2dbcAccountRepository}. */
module io.tokenwell.r2dbc {
    requires transitive io.tokenwell.core;
    requires transitive r2dbc.pool;
    requires transitive r2dbc.spi;
    requires io.netty.buffer;
    requires org.slf4j;
    requires r2dbc.postgresql;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    // Loaded by the driver, which has no descriptor that says so: how it answers when it is asked for a password.
    requires com.ongres.scram.client;

    exports io.tokenwell.r2dbc;
}
