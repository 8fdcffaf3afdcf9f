/**
 * BOINC's dialect: what its stock client says to a project's server, and hears from it. A pure
 * codec; BOINC's numbers go no further than here.
 */
package org.idlewild.web.boinc;
