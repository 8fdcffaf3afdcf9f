package org.idlewild.web.boinc;

/** Says in a sentence what is wrong with the folder of keys. */
final class BadKeys extends Exception {
  private static final long serialVersionUID = 1;

  BadKeys(String sentence) {
    super(sentence);
  }
}
