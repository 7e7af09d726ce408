-- What Tokenwell needs of a table of accounts. A deployment brings its own. More columns do no harm.
CREATE TABLE IF NOT EXISTS accounts (
    id          bigint      PRIMARY KEY,
    platform    text        NOT NULL,
    type        text        NOT NULL,
    status      text        NOT NULL DEFAULT 'active',
    credentials jsonb       NOT NULL DEFAULT '{}',
    proxy       text,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
