package org.idlewild.validator;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An output that is there. */
final class Brought implements Output {
  private final String name;
  private final byte[] content;

  Brought(String name, byte... content) {
    this.name = name;
    this.content = content.clone();
  }

  /** A result that printed this. */
  static List<Output> printed(String text) {
    return List.of(new Brought("stdout", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether two texts agree, asked both ways, each with itself as well. */
  static <T> boolean agree(Validator<T> validator, String one, String other) throws Exception {
    T first = validator.read(printed(one));
    T second = validator.read(printed(other));
    if (!validator.agree(first, first) || !validator.agree(second, second)) {
      throw new AssertionError("a result disagrees with itself");
    }
    boolean agreed = validator.agree(first, second);
    if (validator.agree(second, first) != agreed) {
      throw new AssertionError("it matters who is asked first");
    }
    return agreed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long bytes() {
    return content.length;
  }

  @Override
  public String sha256() {
    throw new AssertionError("nobody asks for the hash");
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }
}
