package org.idlewild.web.boinc;

/**
 * A file that a client is to fetch.
 *
 * @param name that the program opens it by
 * @param physical that the client keeps it by
 * @param url where it is
 * @param bytes its size
 * @param md5 its sum
 * @param signature of a program's file; empty for an input
 * @param isMain whether it is what the client starts
 */
record WorkFile(
    String name,
    String physical,
    String url,
    long bytes,
    String md5,
    String signature,
    boolean isMain) {}
