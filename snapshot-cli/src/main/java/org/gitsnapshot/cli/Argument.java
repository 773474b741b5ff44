package org.gitsnapshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * An option of a command, or a parameter, which is one without a name: first what it is, and when
 * the command runs its value.
 *
 * <p>Declared in code and not with annotations: for each kind of annotation Java makes a class in
 * every process, and reads it through that, which took 40 ms of a start.
 */
final class Argument<T> {
  private static final ITypeConverter<?>[] USUAL = {};

  private final Class<?> type;

  /** What is in a list or a map. */
  private final Class<?>[] elements;

  private final String[] names;
  private ITypeConverter<?>[] converters = USUAL;
  private String label = "";
  private String description = "";
  private String arity = "";
  private String index = "";
  private String separator = "";
  private boolean required;
  private @Nullable T fallback;
  private @Nullable ArgSpec spec;

  private Argument(String[] names, Class<?> type, Class<?>... elements) {
    this.names = names;
    this.type = type;
    this.elements = elements;
  }

  /** Returns an option that is given or not. */
  static Argument<Boolean> flag(String... names) {
    return new Argument<Boolean>(names, boolean.class).otherwise(false);
  }

  /** Returns one that takes a text, which is not empty unless {@link #orEmpty} says so. */
  static Argument<String> text(String... names) {
    return new Argument<String>(names, String.class).as(new PathArgument.AsText());
  }

  /** Returns one that names a file or a directory. */
  static Argument<Path> path(String... names) {
    return new Argument<Path>(names, Path.class).as(new PathArgument.AsPath());
  }

  static Argument<Integer> number(String... names) {
    return new Argument<>(names, int.class);
  }

  static Argument<Long> longNumber(String... names) {
    return new Argument<>(names, long.class);
  }

  /** Returns one that takes a text which is not empty, and may be given several times. */
  static Argument<List<String>> texts(String... names) {
    return new Argument<List<String>>(names, List.class, String.class)
        .otherwise(List.of())
        .as(new PathArgument.AsText());
  }

  /** Returns one that names a file or a directory, and may be given several times. */
  static Argument<List<Path>> paths(String... names) {
    return new Argument<List<Path>>(names, List.class, Path.class)
        .otherwise(List.of())
        .as(new PathArgument.AsPath());
  }

  /** Returns one that takes KEY=VALUE, and may be given several times. */
  static Argument<Map<String, String>> pairs(String... names) {
    return new Argument<Map<String, String>>(names, Map.class, String.class, String.class)
        .otherwise(Map.of());
  }

  /** Sets what stands for the value in the help. */
  Argument<T> label(String text) {
    label = text;
    return this;
  }

  /** Sets what the help says of it. */
  Argument<T> says(String text) {
    description = text;
    return this;
  }

  /** Makes it one that has to be given. */
  Argument<T> required() {
    required = true;
    return this;
  }

  /** Sets the value where none is given. */
  Argument<T> otherwise(T value) {
    fallback = value;
    return this;
  }

  /** Sets what makes a value, or an element, of a text. */
  Argument<T> as(ITypeConverter<?> converter) {
    converters = new ITypeConverter<?>[] {converter};
    return this;
  }

  /** Lets an empty text be a value too. */
  Argument<T> orEmpty() {
    converters = USUAL;
    return this;
  }

  /** Sets what stands between elements, besides giving it several times. */
  Argument<T> split(String text) {
    separator = text;
    return this;
  }

  /** Sets how many there may be of a parameter, such as 1..*. */
  Argument<T> times(String range) {
    arity = range;
    return this;
  }

  /** Sets where a parameter stands, from 0 on. */
  Argument<T> at(int place) {
    index = Integer.toString(place);
    return this;
  }

  /** Adds arguments to a command, which tells of those that are missing in this order. */
  static void addTo(CommandSpec command, Argument<?>... arguments) {
    for (Argument<?> argument : arguments) {
      ArgSpec spec = argument.names.length > 0 ? argument.option() : argument.parameter();
      argument.spec = spec;
      command.add(spec);
    }
  }

  private OptionSpec option() {
    return OptionSpec.builder(names)
        .type(type)
        .auxiliaryTypes(elements)
        .converters(converters)
        .paramLabel(label)
        .description(description)
        .splitRegex(separator)
        .required(required)
        .initialValue(fallback)
        .build();
  }

  private PositionalParamSpec parameter() {
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .type(type)
            .auxiliaryTypes(elements)
            .converters(converters)
            .paramLabel(label)
            .description(description)
            .required(!arity.startsWith("0"))
            .initialValue(fallback);
    if (!arity.isEmpty()) {
      parameter.arity(arity);
    }
    if (!index.isEmpty()) {
      parameter.index(index);
    }
    return parameter.build();
  }

  /** Returns the value; of one that may have none, where {@link #isGiven} says so. */
  T get() {
    return value().orElseThrow();
  }

  /** Returns the value, if there is one. */
  Optional<T> value() {
    if (spec == null) {
      throw new IllegalStateException(String.join(" ", names) + " is in no command");
    }
    return Optional.ofNullable(spec.getValue());
  }

  /** Returns whether there is a value, as there always is of one that has another. */
  boolean isGiven() {
    return value().isPresent();
  }
}
