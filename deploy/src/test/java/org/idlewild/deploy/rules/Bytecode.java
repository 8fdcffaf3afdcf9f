package org.idlewild.deploy.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What ArchUnit does not read of a class file: its string constants, and which methods write
 * states.
 *
 * @param strings every string constant in a method
 * @param stateWriters names of the methods that set a state field or hold a statement that writes a
 *     state column
 */
record Bytecode(List<String> strings, Set<String> stateWriters) {

  /**
   * A statement is all in capitals or all in small letters; "Select a file from the list" is
   * English.
   */
  private static final Pattern SQL =
      Pattern.compile(
          "(?s)\\s*(SELECT\\s.+\\sFROM|INSERT\\s+INTO|UPDATE\\s.+\\sSET|DELETE\\s+FROM"
              + "|select\\s.+\\sfrom|insert\\s+into|update\\s.+\\sset|delete\\s+from)\\s.*");

  private static final Pattern WRITING = Pattern.compile("(?is)\\s*(update|insert\\s+into)\\s.*");
  private static final Pattern STATE_COLUMN =
      Pattern.compile("(?i)(server|validate|assimilate|file_?delete)_?state|\\boutcome");
  private static final Pattern STATE_TYPE =
      Pattern.compile(
          "Lorg/idlewild/work/(\\w+/)*(ServerState|Outcome|ValidateState|AssimilateState|FileDeleteState);");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final Map<URI, Bytecode> READ = new ConcurrentHashMap<>();

  static Bytecode of(JavaClass type) {
    return type.getSource()
        .map(source -> READ.computeIfAbsent(source.getUri(), Bytecode::read))
        .orElseThrow();
  }

  /** Overloads count as one: the name alone decides. */
  boolean writesState(String method) {
    return stateWriters.contains(method);
  }

  static ArchCondition<JavaClass> containNoSql() {
    return new ArchCondition<>("contain no SQL and no JPQL") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        of(type).strings.stream()
            .filter(text -> SQL.matcher(text).matches())
            .forEach(
                text ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getDescription() + " contains the text " + text)));
      }
    };
  }

  private static Bytecode read(URI file) {
    Bytecode found = new Bytecode(new ArrayList<>(), new HashSet<>());
    try (InputStream in = file.toURL().openStream()) {
      new ClassReader(in)
          .accept(found.new Methods(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private final class Methods extends ClassVisitor {
    Methods() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      Matcher lambda = LAMBDA.matcher(name);
      return new Instructions(lambda.matches() ? lambda.group(1) : name);
    }
  }

  private final class Instructions extends MethodVisitor {
    private final String method;

    Instructions(String method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public void visitLdcInsn(Object value) {
      text(value);
    }

    /** Text that is put together at run time lies in the arguments of the bootstrap method. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String type, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        text(argument);
      }
    }

    /** A constructor sets the state of an object that nobody has stored yet. */
    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
      if (opcode == Opcodes.PUTFIELD
          && !method.equals("<init>")
          && STATE_TYPE.matcher(type).matches()) {
        stateWriters.add(method);
      }
    }

    private void text(Object value) {
      if (value instanceof String text) {
        strings.add(text);
        if (writesStateColumn(text)) {
          stateWriters.add(method);
        }
      }
    }
  }

  /** A state column after WHERE is only compared. */
  private static boolean writesStateColumn(String text) {
    String written = text.split("(?i)\\swhere\\s", 2)[0];
    return WRITING.matcher(written).matches() && STATE_COLUMN.matcher(written).find();
  }
}
