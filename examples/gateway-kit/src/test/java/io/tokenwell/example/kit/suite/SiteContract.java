package io.tokenwell.example.kit.suite;

/** What the contracts work on. */
interface SiteContract {

    Site site();
}
