/**
 * HTTP as both dialects speak it: problems, JSON, ranges, uploads, multipart bodies and security
 * headers. The parsers are pure; nothing here knows what a workunit is.
 */
package org.idlewild.web.http;
