package org.idlewild.wrapper;

/** The data directories of a program, in the order of the file. */
public enum Directory {
  EXPORT,
  IMPORT,
  RESOURCE,
  EXCEPTION,
  SECURITY,
  RELOCATION,
  DEBUG,
  ARCHITECTURE,
  GLOBAL_POINTER,
  TLS,
  LOAD_CONFIG,
  BOUND_IMPORT,
  IAT,
  DELAY_IMPORT,
  CLR,
  RESERVED
}
