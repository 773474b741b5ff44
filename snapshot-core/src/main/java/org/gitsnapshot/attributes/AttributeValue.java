package org.gitsnapshot.attributes;

/**
 * What an attribute is for a path: set ({@code text}), unset ({@code -text}), given a value ({@code
 * text=auto}), or explicitly unspecified ({@code !text}).
 *
 * @param text the value for {@link State#VALUE}, as one char a byte; otherwise empty
 */
public record AttributeValue(State state, String text) {
  /** The four things an attribute can be. */
  public enum State {
    /** {@code name}. */
    SET,
    /** {@code -name}. */
    UNSET,
    /** {@code name=value}. */
    VALUE,
    /** {@code !name}, or nothing at all. */
    UNSPECIFIED
  }

  /** {@link State#SET}. */
  public static final AttributeValue SET = new AttributeValue(State.SET, "");

  /** {@link State#UNSET}. */
  public static final AttributeValue UNSET = new AttributeValue(State.UNSET, "");

  /** {@link State#UNSPECIFIED}. */
  public static final AttributeValue UNSPECIFIED = new AttributeValue(State.UNSPECIFIED, "");

  /** Returns a value, one char a byte. */
  public static AttributeValue of(String text) {
    return new AttributeValue(State.VALUE, text);
  }

  /** Returns whether it is set. */
  public boolean isSet() {
    return state == State.SET;
  }

  /** Returns whether it is unset. */
  public boolean isUnset() {
    return state == State.UNSET;
  }

  /** Returns whether it has this value. */
  public boolean is(String value) {
    return state == State.VALUE && text.equals(value);
  }
}
