package org.idlewild.wrapper;

import java.util.List;

/**
 * A library that a program imports.
 *
 * @param library its name as the program spells it
 * @param functions the functions by name, or by number as {@code #12}
 */
public record Import(String library, List<String> functions) {
  public Import {
    functions = List.copyOf(functions);
  }
}
