/**
 * Files on their way from and to the server: a content-addressed cache, resumable transfers,
 * checksums.
 *
 * <p>How bytes travel is behind {@link org.idlewild.agent.files.ByteSource} and {@link
 * org.idlewild.agent.files.ByteSink}; an {@link java.io.IOException} from there passes with time, a
 * {@link org.idlewild.agent.files.Refused} does not.
 */
package org.idlewild.agent.files;
