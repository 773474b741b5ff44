import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Copies jars without signatures and the digests of each file, and with class files that a class
 * data archive can keep ready: the build runs it on libraries, with ASM on the class path.
 *
 * <p>Two things are changed, neither of which a program can tell. A class file from before Java 6
 * has no table of the types on the stack, so that the JVM verifies it anew in every process and
 * archives none of it; it gets one. And where strings are joined by {@code invokedynamic}, the JVM
 * makes classes for each kind of join in every process; a method with a {@link StringBuilder} takes
 * its place, as {@code javac -XDstringConcat=inline} would have written.
 */
final class ReadyClasses {
  /** In a recipe of {@code makeConcatWithConstants}: an argument, and a constant. */
  private static final char ARGUMENT = 1;

  private static final char CONSTANT = 2;

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final String BUILDER = "java/lang/StringBuilder";

  private ReadyClasses() {}

  /** Takes a directory for the copies, and the jars. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    for (String jar : List.of(args).subList(1, args.length)) {
      copy(Path.of(jar), directory.resolve(Path.of(jar).getFileName()));
    }
  }

  private static void copy(Path jar, Path copy) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        URLClassLoader types = new URLClassLoader(urls(jar.toAbsolutePath().getParent()));
        OutputStream file = Files.newOutputStream(copy);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        String name = entry.getName();
        if (name.startsWith("META-INF/") && (name.endsWith(".SF") || name.endsWith(".RSA"))) {
          continue;
        }
        ZipEntry same = new ZipEntry(name);
        same.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(same);
        try (InputStream data = in.getInputStream(entry)) {
          byte[] bytes = data.readAllBytes();
          out.write(
              isClass(name)
                  ? ready(bytes, types)
                  : name.equals(MANIFEST) ? mainSection(bytes) : bytes);
        }
        out.closeEntry();
      }
    }
  }

  /** A signed jar's has a digest of each file too, and is parsed in every process. */
  private static byte[] mainSection(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8).replace("\r\n", "\n");
    int end = text.indexOf("\n\n");
    return end < 0 ? manifest : text.substring(0, end + 2).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/");
  }

  /** Frames are joined by the classes' common parents, which may be in other jars. */
  private static URL[] urls(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .map(ReadyClasses::url)
          .toArray(URL[]::new);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }

  private static byte[] ready(byte[] file, ClassLoader types) {
    ClassReader reader = new ClassReader(file);
    boolean old = reader.readUnsignedShort(6) < Opcodes.V1_6;
    ClassWriter writer =
        new ClassWriter(old ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
          @Override
          protected ClassLoader getClassLoader() {
            return types;
          }
        };
    reader.accept(
        old ? new WithFrames(writer) : new WithBuilders(writer), old ? ClassReader.SKIP_FRAMES : 0);
    return writer.toByteArray();
  }

  /** A class file of Java 8 instead of 5; the writer computes the frames. */
  private static final class WithFrames extends ClassVisitor {
    WithFrames(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      return new JSRInlinerAdapter(next, access, name, type, signature, exceptions);
    }
  }

  /** Each way of joining becomes a method of the class. */
  private static final class WithBuilders extends ClassVisitor {
    private final Map<Join, String> joins = new LinkedHashMap<>();
    private String self = "";
    private boolean isInterface;

    WithBuilders(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    /**
     * A type such as {@code (Ljava/lang/String;I)Ljava/lang/String;}, the recipe, and its
     * constants.
     */
    private record Join(String type, String recipe, List<Object> constants) {}

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      self = name;
      isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
      super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String type, String signature, String[] exceptions) {
      return new MethodVisitor(
          Opcodes.ASM9, super.visitMethod(access, name, type, signature, exceptions)) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String calledType, Handle bootstrap, Object... args) {
          if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")
              && bootstrap.getName().equals("makeConcatWithConstants")) {
            Join join =
                new Join(calledType, (String) args[0], List.of(args).subList(1, args.length));
            String method = joins.computeIfAbsent(join, first -> "join$" + joins.size());
            super.visitMethodInsn(Opcodes.INVOKESTATIC, self, method, calledType, isInterface);
          } else {
            super.visitInvokeDynamicInsn(called, calledType, bootstrap, args);
          }
        }
      };
    }

    @Override
    public void visitEnd() {
      joins.forEach(this::write);
      super.visitEnd();
    }

    private void write(Join join, String name) {
      int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
      MethodVisitor code = super.visitMethod(access, name, join.type(), null, null);
      code.visitCode();
      code.visitTypeInsn(Opcodes.NEW, BUILDER);
      code.visitInsn(Opcodes.DUP);
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
      Type[] arguments = Type.getArgumentTypes(join.type());
      int argument = 0;
      int slot = 0;
      int constant = 0;
      StringBuilder literal = new StringBuilder();
      for (char c : join.recipe().toCharArray()) {
        if (c == ARGUMENT) {
          append(code, literal);
          Type type = arguments[argument++];
          code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
          slot += type.getSize();
          append(code, parameter(type));
        } else if (c == CONSTANT) {
          literal.append(join.constants().get(constant++));
        } else {
          literal.append(c);
        }
      }
      append(code, literal);
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
      code.visitInsn(Opcodes.ARETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    private static void append(MethodVisitor code, StringBuilder literal) {
      if (literal.length() > 0) {
        code.visitLdcInsn(literal.toString());
        append(code, "Ljava/lang/String;");
        literal.setLength(0);
      }
    }

    private static void append(MethodVisitor code, String parameter) {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + parameter + ")L" + BUILDER + ";", false);
    }

    /** Which of {@code append}'s methods takes a type. */
    private static String parameter(Type type) {
      return switch (type.getSort()) {
        case Type.BYTE, Type.SHORT -> "I";
        case Type.OBJECT, Type.ARRAY ->
            type.getClassName().equals("java.lang.String")
                ? type.getDescriptor()
                : "Ljava/lang/Object;";
        default -> type.getDescriptor();
      };
    }
  }
}
