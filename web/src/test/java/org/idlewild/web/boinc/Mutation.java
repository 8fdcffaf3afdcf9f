package org.idlewild.web.boinc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What can befall a request on its way, or be done to it. */
enum Mutation {
  BIT_FLIPS {
    @Override
    String of(String text, Random random) {
      StringBuilder flipped = new StringBuilder(text);
      for (int i = 1 + random.nextInt(20); i > 0 && !text.isEmpty(); i--) {
        int place = random.nextInt(text.length());
        flipped.setCharAt(place, (char) (flipped.charAt(place) ^ (1 << random.nextInt(8))));
      }
      return flipped.toString();
    }
  },
  CUT {
    @Override
    String of(String text, Random random) {
      return text.substring(0, random.nextInt(text.length() + 1));
    }
  },
  LOST_MIDDLE {
    @Override
    String of(String text, Random random) {
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(text.length() - from + 1);
      return text.substring(0, from) + text.substring(to);
    }
  },
  REPEAT {
    @Override
    String of(String text, Random random) {
      String part = part(text, random, 200);
      int times = Math.min(1 + random.nextInt(5000), LONGEST / Math.max(1, part.length()));
      return insert(text, part.repeat(times), random);
    }
  },
  NESTING {
    @Override
    String of(String text, Random random) {
      int depth = 1 + random.nextInt(20_000);
      String begin = "<" + (random.nextBoolean() ? "a" : "result") + ">";
      String end = random.nextBoolean() ? begin.replace("<", "</") : "";
      return insert(text, begin.repeat(depth) + text + end.repeat(depth), random);
    }
  },
  NESTED_ROOTS {
    @Override
    String of(String text, Random random) {
      int depth = 1 + random.nextInt(60);
      String inside = "x".repeat(random.nextInt(LONGEST / 2));
      return text.substring(0, Math.min(text.length(), 60))
          + "<deep>".repeat(depth)
          + inside
          + "</deep>".repeat(random.nextInt(depth + 1));
    }
  },
  UNCLOSED {
    @Override
    String of(String text, Random random) {
      return random.nextBoolean()
          ? text.replace("</", "<")
          : insert(text, "<" + "a".repeat(random.nextInt(3000)), random);
    }
  },
  LONE_BRACKETS {
    @Override
    String of(String text, Random random) {
      return insert(text, "<".repeat(random.nextInt(LONGEST / 4)), random);
    }
  },
  ENTITIES {
    @Override
    String of(String text, Random random) {
      return insert(text, one(ENTITY, random).repeat(random.nextInt(5000)), random);
    }
  },
  CDATA {
    @Override
    String of(String text, Random random) {
      String some = random.nextBoolean() ? "<![CDATA[" : "]]>";
      return insert(text, some.repeat(1 + random.nextInt(3000)), random);
    }
  },
  COMMENTS {
    @Override
    String of(String text, Random random) {
      return insert(text, "<!--".repeat(1 + random.nextInt(3000)), random);
    }
  },
  NUMBERS {
    @Override
    String of(String text, Random random) {
      String number = one(NUMBER, random);
      int skipped = random.nextInt(60);
      StringBuilder changed = new StringBuilder();
      for (String line : text.split("(?<=\n)", -1)) {
        boolean hit = skipped-- <= 0 && random.nextInt(4) == 0;
        changed.append(hit ? line.replaceFirst(">-?[0-9.]+<", ">" + number + "<") : line);
      }
      return changed.toString();
    }
  },
  NULS {
    @Override
    String of(String text, Random random) {
      return insert(text, "\0".repeat(1 + random.nextInt(100)), random);
    }
  },
  NOISE {
    @Override
    String of(String text, Random random) {
      byte[] bytes = new byte[random.nextInt(20_000)];
      random.nextBytes(bytes);
      return insert(text, new String(bytes, StandardCharsets.ISO_8859_1), random);
    }
  },
  OTHER_ENCODING {
    @Override
    String of(String text, Random random) {
      byte[] bytes =
          text.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
      String mark = random.nextBoolean() ? "\u00ef\u00bb\u00bf" : "";
      return mark + new String(bytes, StandardCharsets.ISO_8859_1);
    }
  },
  LINE_ENDS {
    @Override
    String of(String text, Random random) {
      return text.replace("\n", one(List.of("", "\r\n", "\r", "\n\n\n"), random));
    }
  },
  SPLICE {
    @Override
    String of(String text, Random random) {
      String other = Recorded.text(Recorded.ALL.get(random.nextInt(Recorded.ALL.size())));
      return insert(text, part(other, random, other.length()), random);
    }
  },
  TAG_NAMES {
    @Override
    String of(String text, Random random) {
      return text.replace(one(NAME, random) + ">", one(NAME, random) + ">");
    }
  };

  private static final List<String> NAME =
      List.of("result", "name", "file_info", "host_info", "scheduler_request", "offset");

  private static final List<String> ENTITY =
      List.of(
          "&",
          "&amp;",
          "&#0;",
          "&#99999999999;",
          "&#x41;",
          "&#8364;",
          "&lt;scheduler_request&gt;",
          "&;");

  private static final List<String> NUMBER =
      List.of(
          "-1",
          "1e309",
          "-1e309",
          "NaN",
          "Infinity",
          "9".repeat(400),
          "0x7f",
          "1e-400",
          "-0",
          "",
          " ",
          "9223372036854775808",
          "1d",
          "1,5",
          "\u00b2");

  /** Of what mutations make; a few of them together make more. */
  private static final int LONGEST = 1 << 20;

  abstract String of(String text, Random random);

  private static String one(List<String> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  static String insert(String text, String what, Random random) {
    int place = random.nextInt(text.length() + 1);
    return text.substring(0, place) + what + text.substring(place);
  }

  static String part(String text, Random random, int longest) {
    int from = random.nextInt(text.length() + 1);
    return text.substring(from, from + random.nextInt(Math.min(longest, text.length() - from) + 1));
  }
}
