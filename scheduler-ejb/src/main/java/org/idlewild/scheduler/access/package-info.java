/**
 * Who may do what: accounts and their bearer tokens, hosts and their keys. Tokens are kept as
 * hashes only; a token has 256 random bits, so a plain hash is enough.
 */
package org.idlewild.scheduler.access;
