/**
 * What a researcher implements to say whether two results of a workunit agree, and the validators
 * that come with the server. A validator is found by {@link java.util.ServiceLoader} and named by
 * an app.
 */
package org.idlewild.validator;
