/**
 * What a researcher implements to take the answers of a batch, and the assimilators that come with
 * the server. An assimilator is found by {@link java.util.ServiceLoader} and named by an app.
 */
package org.idlewild.assimilator;
