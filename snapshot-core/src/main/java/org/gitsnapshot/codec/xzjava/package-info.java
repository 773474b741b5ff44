/**
 * The engine {@code xz-java}: the bytes of XZ for Java. Start at {@link
 * org.gitsnapshot.codec.xzjava.XzJava}.
 */
@NullMarked
package org.gitsnapshot.codec.xzjava;

import org.jspecify.annotations.NullMarked;
