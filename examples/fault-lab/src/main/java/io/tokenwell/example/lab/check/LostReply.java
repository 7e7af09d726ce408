package io.tokenwell.example.lab.check;

/**
 * An account that no library could have kept: the reply with its newest pair reached nobody.
 *
 * @param account the account
 * @param sequence the ledger's number of the redemption whose reply was lost
 * @param instance who should have had it
 * @param why where it went
 */
public record LostReply(long account, long sequence, int instance, String why) {}
