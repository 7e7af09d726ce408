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

    exports io.tokenwell.r2dbc;
}
