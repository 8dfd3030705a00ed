package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Exams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exams of a file one at a time; closes the file behind the last, or when the task ends. */
final class ExamIterator implements Iterator<GroupResult> {
  private static final Logger log = LoggerFactory.getLogger(ExamIterator.class);

  private final LocalCopy copy;
  private final Hdf5Exams exams;
  private final IntFunction<GroupResult> read;
  private final int count;
  private int next;
  private boolean closed;

  ExamIterator(LocalCopy copy, Hdf5Exams exams, IntFunction<GroupResult> read) {
    this.copy = copy;
    this.exams = exams;
    this.read = read;
    this.count = exams.count();
    TaskContext context = TaskContext.get();
    if (context != null) {
      context.addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }
  }

  @Override
  public boolean hasNext() {
    if (next >= count) {
      close();
    }
    return next < count;
  }

  @Override
  public GroupResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more");
    }
    return read.apply(next++);
  }

  private void close() {
    if (!closed) {
      closed = true;
      exams.close();
      try {
        copy.close();
      } catch (IOException e) {
        log.warn("Cannot remove a scratch copy: {}", e.getClass().getSimpleName());
      }
    }
  }
}
