package org.gitsnapshot.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Holds the picture of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "org.gitsnapshot", importOptions = ImportOption.DoNotIncludeTests.class)
@ArchTag("one-jvm")
class LayersTest {
  private static final String ROOT = "org.gitsnapshot";

  private static final String[] VOCABULARY =
      in("archive", "error", "forge", "hash", "io", "progress", "recipe", "report", "request");

  private static final String[] EXPORTED =
      in(
          "",
          "archive",
          "error",
          "forge",
          "hash",
          "identity",
          "io",
          "pin",
          "progress",
          "recipe",
          "report",
          "request");

  @ArchTest
  static final ArchRule layers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("front door")
          .definedBy(ROOT)
          .layer("use cases")
          .definedBy(
              in(
                  "agree",
                  "audit",
                  "bootstrap",
                  "audit",
                  "build",
                  "compare",
                  "derive",
                  "fetch",
                  "lint",
                  "mirror",
                  "serve",
                  "recompress",
                  "split",
                  "torrent",
                  "verify"))
          .layer("stages")
          .definedBy(
              in(
                  "acquire",
                  "attributes",
                  "clean",
                  "codec..",
                  "convert",
                  "http",
                  "identity",
                  "manifest",
                  "objects",
                  "odb",
                  "output",
                  "pin",
                  "pretty",
                  "proof",
                  "recognize",
                  "sign",
                  "state",
                  "tar",
                  "tarread",
                  "textdiff",
                  "tree"))
          .layer("vocabulary")
          .definedBy(VOCABULARY)
          .whereLayer("front door")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("use cases")
          .mayOnlyBeAccessedByLayers("front door")
          .whereLayer("stages")
          .mayOnlyBeAccessedByLayers("front door", "use cases")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.gitsnapshot.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule jgit = onlyIn("org.eclipse.jgit..", "acquire", "objects", "textdiff");

  @ArchTest static final ArchRule ssh = onlyIn("org.apache.sshd..", "sign");

  @ArchTest static final ArchRule jetty = onlyIn("org.eclipse.jetty..", "serve");

  @ArchTest static final ArchRule toml = onlyIn("org.tomlj..", "pin");

  @ArchTest static final ArchRule json = onlyIn("com.fasterxml.jackson..", "manifest");

  @ArchTest static final ArchRule xz = onlyIn("org.tukaani.xz..", "codec.xzjava", "codec.reading");

  @ArchTest
  static final ArchRule compress = onlyIn("org.apache.commons.compress..", "codec.reading");

  @ArchTest
  static final ArchRule hermetic =
      noClasses()
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .dependOnClassesThat()
          // A Process is what JGit calls a command on the other side of an ssh connection.
          .belongToAnyOf(ProcessBuilder.class, java.util.zip.Deflater.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("core never prints, never exits, starts no process and owns its engines");

  /**
   * A clock that jumps changes the time that is written before a line, and nothing that is done.
   */
  @ArchTest
  static final ArchRule noTimeOfDay =
      noClasses()
          .that()
          .doNotHaveSimpleName("AccessLog")
          .and()
          .doNotHaveSimpleName("HermeticSystemReader")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethodWhere(
              target(owner(resideInAPackage("java.time")))
                  .and(target(nameMatching("now|instant|millis|system.*"))))
          .orShould()
          .callConstructor(java.util.Date.class)
          .because("what waits and what is late is told by the time since the start");

  @ArchTest
  static final ArchRule ownTypesAtTheFrontDoor =
      ArchRuleDefinition.classes()
          .that()
          .resideInAnyPackage(EXPORTED)
          .and()
          .arePublic()
          .should(showNoTypesOf("org.eclipse.jgit", "com.google.common", "org.apache.commons"));

  private static String[] in(String... packages) {
    String[] names = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      names[i] = packages[i].isEmpty() ? ROOT : ROOT + "." + packages[i];
    }
    return names;
  }

  private static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in(packages))
        .should()
        .dependOnClassesThat(resideIn(library));
  }

  private static DescribedPredicate<JavaClass> resideIn(String library) {
    return JavaClass.Predicates.resideInAPackage(library);
  }

  private static ArchCondition<JavaClass> showNoTypesOf(String... libraries) {
    return new ArchCondition<>("show no types of libraries in public signatures") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        item.getMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .forEach(
                method ->
                    method.getAllInvolvedRawTypes().stream()
                        .filter(type -> startsWithAny(type.getPackageName(), libraries))
                        .forEach(
                            type ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        item, method.getFullName() + " shows " + type.getName()))));
      }
    };
  }

  private static boolean startsWithAny(String text, String... heads) {
    for (String head : heads) {
      if (text.startsWith(head)) {
        return true;
      }
    }
    return false;
  }
}
