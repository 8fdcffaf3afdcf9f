package org.idlewild.web.boinc;

/** Says in a sentence what is wrong with a client's text. */
final class BadMarkup extends Exception {
  private static final long serialVersionUID = 1;

  BadMarkup(String sentence) {
    super(sentence);
  }
}
