package org.gitsnapshot.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which program usually makes a file that release tarballs have and repositories do not. A guess
 * from the name alone, for whoever looks through a list: nothing says that the program made it.
 */
final class GeneratedFiles {
  /** All before the last slash; as what follows has none, nothing shorter needs to be tried. */
  private static final String ANYWHERE = "(?:.*/)?+";

  private static final Map<String, Pattern> MAKERS = new LinkedHashMap<>();

  static {
    put(
        "autotools",
        ANYWHERE
            + "(configure|config\\.h\\.in|config\\.hin|aclocal\\.m4|Makefile\\.in|ltmain\\.sh"
            + "|install-sh|missing|depcomp|compile|config\\.(guess|sub|rpath)|test-driver|ylwrap"
            + "|mkinstalldirs|ar-lib|mdate-sh|texinfo\\.tex|INSTALL)"
            + "|(.*/)?m4/[^/]*\\.m4|(.*/)?autom4te\\.cache/.*");
    put("gettext", "(.*/)?po/[^/]*\\.(gmo|pot|po|sin|sed|header)|(.*/)?po/(Make|Rules-|POTF).*");
    put(
        "bison, flex or gperf",
        ANYWHERE + "[^/]*(\\.tab\\.[ch]|\\.yy\\.c|-gperf\\.h|-parse\\.[ch])");
    put(
        "documentation tools",
        ANYWHERE + "[^/]*\\.(info(-[0-9]+)?|[1-8]|html|pdf)|(.*/)?doc/stamp-.*");
    put("version tools", ANYWHERE + "(\\.tarball-version|\\.version|ChangeLog|version\\.(h|texi))");
    put("Python's packaging", "(PKG-INFO|setup\\.cfg|(.*/)?[^/]*\\.egg-info/.*)");
  }

  private GeneratedFiles() {}

  /** Returns what usually makes a file of this path below the top directory, if it is known. */
  static Optional<String> maker(String path) {
    return MAKERS.entrySet().stream()
        .filter(maker -> maker.getValue().matcher(path).matches())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static void put(String maker, String pattern) {
    MAKERS.put(maker, Pattern.compile(pattern));
  }
}
