package org.gitsnapshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Options are declared in code: Java makes a class for each kind of annotation at each start. */
class OptionsInCodeTest {
  private static final List<String> ANNOTATIONS =
      Arrays.stream(CommandLine.class.getDeclaredClasses())
          .filter(Class::isAnnotation)
          .map(Class::descriptorString)
          .toList();

  @Test
  void noClassHasAnAnnotationOfPicocli() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(Main.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(all).hasSizeGreaterThan(Commands.NAMES.size());
      for (Path file : all) {
        assertThat(annotations(Files.readAllBytes(file))).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void anAnnotationIsSeen() throws IOException {
    try (InputStream file =
        Annotated.class.getResourceAsStream("OptionsInCodeTest$Annotated.class")) {
      assertThat(file).isNotNull();
      assertThat(annotations(file.readAllBytes())).containsExactly("Lpicocli/CommandLine$Command;");
    }
  }

  /** In a class file an annotation stands with the name of its type. */
  private static List<String> annotations(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return ANNOTATIONS.stream().filter(text::contains).toList();
  }

  @Command
  private static final class Annotated {}
}
