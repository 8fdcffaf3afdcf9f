/**
 * The REST API of researchers and operators under {@code /api/v1}. Resources turn requests into
 * calls of the stages and views into JSON; they decide nothing.
 */
package org.idlewild.web.research;
