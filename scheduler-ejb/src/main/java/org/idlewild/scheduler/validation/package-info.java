/** Lets validators compare results and takes their judgement over. */
package org.idlewild.scheduler.validation;
