package org.gitsnapshot.tree;

/**
 * What an attribute is for a path: set ({@code text}), unset ({@code -text}), given a value ({@code
 * text=auto}), or explicitly unspecified ({@code !text}).
 *
 * @param text the value for {@link State#VALUE}, as one char a byte; otherwise empty
 */
record AttributeValue(State state, String text) {
  enum State {
    SET,
    UNSET,
    VALUE,
    UNSPECIFIED
  }

  static final AttributeValue SET = new AttributeValue(State.SET, "");
  static final AttributeValue UNSET = new AttributeValue(State.UNSET, "");
  static final AttributeValue UNSPECIFIED = new AttributeValue(State.UNSPECIFIED, "");

  static AttributeValue of(String text) {
    return new AttributeValue(State.VALUE, text);
  }

  boolean isSet() {
    return state == State.SET;
  }

  boolean isUnset() {
    return state == State.UNSET;
  }

  boolean is(String value) {
    return state == State.VALUE && text.equals(value);
  }
}
