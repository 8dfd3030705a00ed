package org.ecgnat.jobs.preprocess;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterators one behind the other, each begun when the one before has ended: a lazy flatMap. */
final class ConcatIterator<T> implements Iterator<T> {
  private final Iterator<? extends Iterator<? extends T>> parts;
  private Iterator<? extends T> part = Collections.emptyIterator();

  private ConcatIterator(Iterator<? extends Iterator<? extends T>> parts) {
    this.parts = parts;
  }

  static <A, T> Iterator<T> of(Iterator<A> things, Function<A, Iterator<T>> part) {
    return new ConcatIterator<>(
        new Iterator<Iterator<T>>() {
          @Override
          public boolean hasNext() {
            return things.hasNext();
          }

          @Override
          public Iterator<T> next() {
            return part.apply(things.next());
          }
        });
  }

  @Override
  public boolean hasNext() {
    while (!part.hasNext() && parts.hasNext()) {
      part = parts.next();
    }
    return part.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more");
    }
    return part.next();
  }
}
