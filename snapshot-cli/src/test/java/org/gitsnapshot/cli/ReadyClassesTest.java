package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.tree.MethodNode;
import picocli.CommandLine;

/** What the build makes of the libraries' class files, before the launcher gets them. */
@Tag("one-jvm")
class ReadyClassesTest {
  private static final Path TOOL =
      Path.of(System.getProperty("snapshot.root"), "snapshot-cli/src/build/java/ReadyClasses.java");

  /** Every kind of value, in one expression and in several, with what recipes use for marks. */
  private static final String JOINS =
      """
      public interface Joins {
        static String all(Object o, String s, char[] a) {
          byte b = -1; short h = -2; char c = 'x'; int i = 1 << 31; long l = 1L << 63; boolean t = true;
          float f = 1.5f; double d = 1e300;
          String r = "b" + b + "h" + h + c + i + "," + l + t + f + d + o + s + (a == null) + "\\1\\2\\0" + '\\3';
          r += b; r += "\\1" + l + "\\2" + d + l + s;
          return r + new StringBuilder("sb") + String.class + (r.length() + "z") + o + o;
        }
      }
      """;

  @TempDir static Path directory;

  private static Path joins = Path.of("");
  private static Path jgit = Path.of("");
  private static Path picocli = Path.of("");

  @BeforeAll
  static void makeReady() throws Exception {
    joins = compiled();
    jgit = jarOf(Constants.class);
    picocli = jarOf(CommandLine.class);
    String asm =
        String.join(
            File.pathSeparator,
            jarOf(ClassWriter.class).toString(),
            jarOf(MethodNode.class).toString(),
            jarOf(JSRInlinerAdapter.class).toString());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", asm, TOOL.toString()));
    command.add(directory.resolve("ready").toString());
    List.of(joins, jgit, picocli).forEach(jar -> command.add(jar.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void stringsAreJoinedAsBefore() throws Exception {
    String before = joined(joins);
    assertThat(before).contains("b-1h-2x-2147483648,", "true1.51.0E300");
    assertThat(joined(ready(joins))).isEqualTo(before);
  }

  @Test
  void nothingJoinsStringsByClassesMadeAtRunTime() throws IOException {
    for (Path jar : List.of(joins, jgit)) {
      assertThat(naming("makeConcatWithConstants", jar)).isNotEmpty();
      assertThat(naming("makeConcatWithConstants", ready(jar))).isEmpty();
    }
  }

  @Test
  void oldClassFilesCanBeVerifiedAsNewOnes() throws Exception {
    assertThat(oldestVersion(picocli)).isLessThan(50);
    assertThat(oldestVersion(ready(picocli))).isGreaterThanOrEqualTo(50);
    try (URLClassLoader loader = loader(ready(picocli));
        JarFile jar = new JarFile(ready(picocli).toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.matches("picocli/.*\\.class")) {
          // To initialize a class is to verify it.
          String type = name.replace('/', '.').substring(0, name.length() - 6);
          assertThat(Class.forName(type, true, loader).getClassLoader()).isSameAs(loader);
        }
      }
    }
  }

  @Test
  void signaturesAndTheDigestsOfFilesAreGone() throws IOException {
    try (JarFile before = new JarFile(jgit.toFile());
        JarFile after = new JarFile(ready(jgit).toFile())) {
      assertThat(names(before)).anyMatch(name -> name.endsWith(".SF"));
      List<String> kept =
          names(before).stream().filter(name -> !name.matches("META-INF/.*\\.(SF|RSA)")).toList();
      assertThat(names(after)).containsExactlyElementsOf(kept);
      assertThat(before.getManifest().getEntries()).isNotEmpty();
      assertThat(after.getManifest().getEntries()).isEmpty();
      assertThat(after.getManifest().getMainAttributes())
          .isEqualTo(before.getManifest().getMainAttributes());
    }
  }

  private static Path ready(Path jar) {
    return directory.resolve("ready").resolve(jar.getFileName());
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path compiled() throws IOException {
    Path source = Files.writeString(directory.resolve("Joins.java"), JOINS);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", source.toString());
    assertThat(code).isZero();
    Path jar = directory.resolve("joins.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("Joins.class"));
      out.write(Files.readAllBytes(directory.resolve("Joins.class")));
      out.closeEntry();
    }
    return jar;
  }

  private static String joined(Path jar) throws Exception {
    try (URLClassLoader loader = loader(jar)) {
      return (String)
          Class.forName("Joins", true, loader)
              .getMethod("all", Object.class, String.class, char[].class)
              .invoke(null, List.of(1, 2), null, null);
    }
  }

  /** One that does not ask the tests' own, which has the same libraries. */
  private static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().map(JarEntry::getName).toList();
  }

  private static List<String> naming(String method, Path jar) throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> type : classes(jar).entrySet()) {
      if (new String(type.getValue(), StandardCharsets.ISO_8859_1).contains(method)) {
        found.add(type.getKey());
      }
    }
    return found;
  }

  private static int oldestVersion(Path jar) throws IOException {
    return classes(jar).values().stream().mapToInt(file -> file[7]).min().orElseThrow();
  }

  private static Map<String, byte[]> classes(Path path) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class") && !entry.getName().contains("module-info")) {
          try (InputStream in = jar.getInputStream(entry)) {
            classes.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }
}
